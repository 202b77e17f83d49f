import { Context, Effect, Layer, Redacted } from "effect"
import type { Principal } from "../api-key/Principal.ts"
import * as Origin from "../audit/Origin.ts"
import { type Environment, EnvironmentNotFound } from "../environment/Environment.ts"
import { EnvironmentStore } from "../environment/EnvironmentStore.ts"
import type { Tenancy } from "../environment/Tenancy.ts"
import { EnvironmentId, type OrgId, parse } from "../id/Id.ts"
import { unremembered } from "../idempotency/Idempotency.ts"
import * as Instant from "../instant/Instant.ts"
import type { Org, OrgNotFound } from "../org/Org.ts"
import { OrgStore } from "../org/OrgStore.ts"
import { Secrets } from "../secret/Secrets.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import * as Identity from "./Identity.ts"
import * as Member from "./Member.ts"
import { MemberStore } from "./MemberStore.ts"
import * as Session from "./Session.ts"
import { SessionStore } from "./SessionStore.ts"

/** A new session, with its token, which is known to its member's browser and then by its hash alone. */
export interface BegunSession {
  readonly session: Session.Session
  readonly token: Redacted.Redacted
}

/** Who is signed in, as everything stands. */
export interface SignedIn {
  readonly session: Session.Session
  readonly member: Member.Member
  /** The org, with its active environments. */
  readonly tenancy: Tenancy
}

/** The use cases of sessions. */
export class Sessions extends Context.Service<
  Sessions,
  {
    /** Spends the link of this token. */
    readonly signIn: (token: Redacted.Redacted) => Effect.Effect<BegunSession, Session.LinkRefused | StorageUnavailable>
    /** Signs in whom an OpenID provider vouches for, and binds the members of that person to it. */
    readonly vouch: (
      identity: Identity.Identity
    ) => Effect.Effect<BegunSession, Identity.IdentityRefused | StorageUnavailable>
    /** Who holds the session of this token. It is a use of it. */
    readonly verify: (token: Redacted.Redacted) => Effect.Effect<SignedIn, Session.SignedOut | StorageUnavailable>
    /** Whether the session goes on, in an org that is not suspended; which is no use of it. */
    readonly goesOn: (session: Session.Session) => Effect.Effect<boolean, StorageUnavailable>
    /** The orgs that the person who is signed in is a member of, the oldest membership first. */
    readonly orgs: (signedIn: SignedIn) => Effect.Effect<ReadonlyArray<Org>, StorageUnavailable>
    /** Goes on in another org, with another session, which lasts no longer than this one would have. */
    readonly choose: (
      signedIn: SignedIn,
      orgId: OrgId
    ) => Effect.Effect<BegunSession, Session.OrgNotJoined | Session.SignedOut | StorageUnavailable>
    /** Signs out; says whether the session was there still. */
    readonly end: (signedIn: SignedIn) => Effect.Effect<boolean, StorageUnavailable>
    /** An environment of the org, active or deleted, by its slug or its id; the only way to a deleted one is its id. */
    readonly environment: (
      signedIn: SignedIn,
      which: string
    ) => Effect.Effect<Environment, EnvironmentNotFound | StorageUnavailable>
  }
>()("@nexio/core/member/Sessions") {
  static readonly layer = Layer.effect(
    Sessions,
    Effect.gen(function* () {
      const store = yield* SessionStore
      const members = yield* MemberStore
      const orgs = yield* OrgStore
      const environments = yield* EnvironmentStore
      const secrets = yield* Secrets

      const begin = Effect.fnUntraced(function* (
        member: Member.Member,
        usedAt: Instant.Instant,
        { createdAt = usedAt, issuer }: { readonly createdAt?: Instant.Instant; readonly issuer?: string } = {}
      ) {
        const { email, id, orgId } = member
        const token = Session.token(secrets.random())
        const hash = secrets.hash(Redacted.value(token))
        const session = { orgId, hash, memberId: id, createdAt, usedAt }
        const details = { email, ...(issuer === undefined ? {} : { issuer }) }
        const entry = Member.entry(member, "member.signed_in", yield* originOf(member, usedAt), details)
        // Removed since it was found.
        yield* Effect.catchTag(store.begin(session, entry), "MemberNotFound", signedOut)
        return { session, token }
      })

      const end = Effect.fnUntraced(function* ({ member, session }: SignedIn) {
        const entry = Member.entry(member, "member.signed_out", yield* Origin.now, { email: member.email })
        return yield* store.end(session, entry)
      })

      const goesOn = ({ hash }: Pick<Session.Session, "hash">) =>
        Effect.gen(function* () {
          const session = yield* store.find(hash)
          return session !== undefined && (yield* Instant.now) < Session.endOf(session) ? session : undefined
        })

      /** One that was removed meanwhile lets in nobody. */
      const bind = Effect.fnUntraced(
        function* (member: Member.Member, identity: Identity.Identity, at: Instant.Instant) {
          const origin = yield* originOf(member, at)
          yield* unremembered(members.change(member.orgId, (all) => Member.bind(all, member.id, identity, origin)))
        },
        Effect.catchTags({ MemberNotFound: () => Effect.void, OrgNotFound: () => Effect.void })
      )

      /** Orgs are never removed. */
      const orgOf = ({ orgId }: { readonly orgId: OrgId }) =>
        Effect.catchTag(orgs.find(orgId), "OrgNotFound", (gone: OrgNotFound) => Effect.die(gone))

      /** Whom the person is elsewhere. */
      const memberships = ({ member }: SignedIn) =>
        Effect.map(members.ofPerson(member.email), (all) => all.filter((one) => Session.isSamePerson(member, one)))

      return Sessions.of({
        signIn: Effect.fn("Sessions.signIn")(function* (token) {
          const at = yield* Instant.now
          const member = yield* members.spend(secrets.hash(Redacted.value(token)), at)
          if (member === undefined) return yield* new Session.LinkRefused()
          return yield* Effect.catchTag(begin(member, at), "SignedOut", () => Effect.fail(new Session.LinkRefused()))
        }),
        vouch: Effect.fn("Sessions.vouch")(function* (identity) {
          const email = yield* Effect.fromResult(Identity.emailOf(identity))
          const at = yield* Instant.now
          const admitted = yield* Effect.fromResult(Identity.admit(yield* members.ofPerson(email), identity))
          yield* Effect.forEach(admitted, (member) => bind(member, identity, at), { discard: true })
          // As they are now: somebody else may have been bound first.
          const [member] = yield* Effect.fromResult(Identity.admit(yield* members.ofPerson(email), identity))
          return yield* Effect.catchTag(begin(member, at, identity), "SignedOut", () =>
            Effect.fail(new Identity.IdentityRefused({ reason: "stranger" }))
          )
        }),
        verify: Effect.fnUntraced(function* (token) {
          const session = yield* goesOn({ hash: secrets.hash(Redacted.value(token)) })
          if (session === undefined) return yield* new Session.SignedOut()
          const [member, tenancy] = yield* Effect.catchTags(
            Effect.all([members.find(session.orgId, session.memberId), environments.tenancy(session.orgId)]),
            // Removed meanwhile.
            { MemberNotFound: signedOut, OrgNotFound: signedOut }
          )
          const at = yield* Instant.now
          if (Session.isWorthNoting(session, at)) yield* store.use(session, at)
          return { session, member, tenancy }
        }),
        goesOn: Effect.fnUntraced(function* (session) {
          if ((yield* goesOn(session)) === undefined) return false
          return (yield* orgOf(session)).suspendedAt === undefined
        }),
        orgs: (signedIn) => Effect.flatMap(memberships(signedIn), Effect.forEach(orgOf)),
        choose: Effect.fn("Sessions.choose")(function* (signedIn, orgId) {
          const member = (yield* memberships(signedIn)).find((one) => one.orgId === orgId)
          if (member === undefined) return yield* new Session.OrgNotJoined()
          // Of two choices at once, or of one beside a sign-out, the first counts: there is never more than one session.
          if (!(yield* end(signedIn))) return yield* new Session.SignedOut()
          return yield* begin(member, yield* Instant.now, signedIn.session)
        }),
        end,
        environment: Effect.fnUntraced(function* ({ tenancy }, which) {
          const active = tenancy.environments.find(({ id, slug }) => slug === which || id === which)
          if (active !== undefined) return active
          const id = parse(EnvironmentId, which)
          const deleted = id._tag === "None" ? undefined : yield* environments.byId(tenancy.org.id, id.value)
          return deleted ?? (yield* new EnvironmentNotFound({ environment: which }))
        })
      })
    })
  )
}

/** Who is signed in, as who makes a call in one environment of the org. */
export const principalIn = ({ member }: SignedIn, { id, kind, orgId, slug }: Environment): Principal => ({
  orgId,
  environmentId: id,
  environment: slug,
  kind,
  permissions: member.permissions
})

/** Where a change comes from by which a member signs in: it is not signed in yet. */
const originOf = ({ id }: Member.Member, at: Instant.Instant): Effect.Effect<Origin.Origin> =>
  Effect.map(Origin.Actor, ({ address }) => ({ ...Origin.actor(`member:${id}`, address), at }))

const signedOut = () => Effect.fail(new Session.SignedOut())
