import { Context, Effect, Layer, Redacted } from "effect"
import * as Origin from "../audit/Origin.ts"
import { Ids, type MemberId, type OrgId } from "../id/Id.ts"
import { type IdempotencyConflict, type Remember, type Replayed, unremembered } from "../idempotency/Idempotency.ts"
import type { OrgNotFound } from "../org/Org.ts"
import type { Page, PageRequest } from "../page/Page.ts"
import { Secrets } from "../secret/Secrets.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import * as Member from "./Member.ts"
import { MemberStore } from "./MemberStore.ts"
import * as SignInLink from "./SignInLink.ts"

type Unmade = OrgNotFound | Replayed | IdempotencyConflict | StorageUnavailable

/** A new link for a member, with its token, which is shown once and then known only by its hash. */
export interface LinkedMember {
  readonly link: SignInLink.SignInLink
  readonly token: Redacted.Redacted
}

/** The use cases of members. */
export class Members extends Context.Service<
  Members,
  {
    /** A new member; `granter` is what whoever asks may do, since nobody grants what it lacks. */
    readonly create: (
      orgId: OrgId,
      input: {
        readonly email: Member.Email
        readonly permissions: ReadonlyArray<Member.Permission>
        readonly granter: ReadonlyArray<Member.Permission>
      },
      remember?: Remember<Member.Decision>
    ) => Effect.Effect<Member.Member, Member.GrantRefused | Member.EmailTaken | Unmade>
    /** Gives a member just these permissions. */
    readonly permit: (
      orgId: OrgId,
      id: MemberId,
      permissions: ReadonlyArray<Member.Permission>,
      granter: ReadonlyArray<Member.Permission>
    ) => Effect.Effect<
      Member.Member,
      Member.MemberNotFound | Member.GrantRefused | Member.LastManager | OrgNotFound | StorageUnavailable
    >
    /** Removes a member, and ends its sessions and links. */
    readonly remove: (
      orgId: OrgId,
      id: MemberId
    ) => Effect.Effect<void, Member.MemberNotFound | Member.LastManager | OrgNotFound | StorageUnavailable>
    /** Newest first. */
    readonly list: (orgId: OrgId, page: PageRequest) => Effect.Effect<Page<Member.Member>, StorageUnavailable>
    /**
     * A sign-in link for the member of this address, spent once within 15 minutes: the operator's. The first member of
     * an org is made with it, and holds every permission.
     */
    readonly link: (
      orgId: OrgId,
      email: Member.Email,
      remember?: Remember<SignInLink.Linked>
    ) => Effect.Effect<LinkedMember, SignInLink.EmailUnknown | Unmade>
  }
>()("@nexio/core/member/Members") {
  static readonly layer = Layer.effect(
    Members,
    Effect.gen(function* () {
      const store = yield* MemberStore
      const secrets = yield* Secrets
      const ids = yield* Ids
      return Members.of({
        create: Effect.fn("Members.create")(function* (orgId, { email, granter, permissions }, remember) {
          const origin = yield* Origin.now
          const made = { id: ids.next<MemberId>(origin.at), orgId, email, permissions }
          const { member } = yield* store.change(
            orgId,
            (members) => Member.create(members, made, granter, origin),
            remember
          )
          return member
        }),
        permit: Effect.fn("Members.permit")(function* (orgId, id, permissions, granter) {
          const origin = yield* Origin.now
          const { member } = yield* unremembered(
            store.change(orgId, (members) => Member.permit(members, id, permissions, granter, origin))
          )
          return member
        }),
        remove: Effect.fn("Members.remove")(function* (orgId, id) {
          const origin = yield* Origin.now
          yield* unremembered(store.change(orgId, (members) => Member.remove(members, id, origin)))
        }),
        list: store.list,
        link: Effect.fn("Members.link")(function* (orgId, email, remember) {
          const origin = yield* Origin.now
          const token = SignInLink.token(secrets.random())
          const hash = secrets.hash(Redacted.value(token))
          const asked = { orgId, email, hash, memberId: ids.next<MemberId>(origin.at) }
          const { link } = yield* store.change(orgId, (members) => SignInLink.create(members, asked, origin), remember)
          return { link, token }
        })
      })
    })
  )
}
