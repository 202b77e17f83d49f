/** Orgs that have something in every table. */
import type { PgClient } from "@effect/sql-pg"
import {
  Announcement,
  type ApiKey,
  ApiKeys,
  type Attempt,
  AuditEntry,
  type ClaimedDelivery,
  type ClaimedRun,
  Delivery,
  type Endpoint,
  type Environment,
  Environments,
  EventType,
  Hash,
  Id,
  type Idempotency,
  Instant,
  Member,
  Members,
  type Origin,
  Permission,
  RateLimits,
  RetrySchedule,
  Run,
  RunStore,
  Runs,
  type Session,
  SessionStore,
  WebhookStore,
  Webhooks
} from "@nexio/core"
import { Effect, Result } from "effect"
import { at, caller } from "../Installation.ts"
import * as PostgresTest from "./PostgresTest.ts"

export const now = Date.UTC(2027, 0, 1)
export const until = now + Instant.day

/** Where the changes come from. */
export const origin: Origin.Origin = { at: now, actor: "system" }

export interface Tenant {
  readonly orgId: Id.OrgId
  readonly dev: Environment.Environment
  readonly apiKey: ApiKey.ApiKey
  readonly member: Member.Member
  readonly session: Session.Session
  readonly endpoint: Endpoint.Endpoint
  readonly queued: Run.Run
  readonly claimedRun: ClaimedRun
  readonly claimedDelivery: ClaimedDelivery
}

/** How a request of an org is remembered; all orgs use the same key in the same place. */
export const remember = (orgId: Id.OrgId): Idempotency.Remember<unknown> => ({
  orgId,
  scope: "here",
  key: "a-key",
  fingerprint: "a body",
  at: now,
  answer: () => `the answer to ${orgId}`
})

/** Counts a request of an org that has a limit of a few. */
export const countRequest = (orgId: Id.OrgId) =>
  RateLimits.use((limits) => limits.take({ orgId, limit: 5, live: true, at: now }))

/** A run of the same environment as the queued one, which was not submitted yet. */
export const another = ({ queued }: Tenant) => Effect.map(Id.Ids, (ids): Run.Run => ({ ...queued, id: ids.next(now) }))

/** How the begin of a session is written down. */
export const signedIn = ({ memberId }: Pick<Session.Session, "memberId">): AuditEntry.Draft =>
  AuditEntry.draft({ at: now, actor: "system" }, { action: "member.signed_in", target: memberId })

/** How a claimed run ends that was carried out. */
export const ended = Effect.fnUntraced(function* ({ run }: ClaimedRun, outcome: Run.Outcome = { status: "completed" }) {
  const ids = yield* Id.Ids
  const end = Result.getOrThrow(Run.next(run, { _tag: "Ended", outcome, at: now }))
  return { run: end, announcement: Announcement.ofEnd(end, now, ids) }
})

/** How a claimed delivery stands after an attempt. */
export const attempted = (
  { attempt, delivery }: ClaimedDelivery,
  outcome: Delivery.Outcome = { _tag: "Succeeded" }
): { readonly attempt: Attempt.Attempt; readonly delivery: Delivery.Delivery } => ({
  attempt: { number: attempt, startedAt: now, latencyMs: 5, statusCode: 204, answer: "" },
  delivery: Result.getOrThrow(Delivery.next(delivery, outcome, now, RetrySchedule.standard, 0.5))
})

/**
 * New orgs with a member that has a sign-in link and a session, in whose environment beside the live one there is an endpoint, a run of each kind, a delivery that was made
 * and one that is under way. Nothing else may be in the database: what is due is taken.
 */
export const make = Effect.fnUntraced(function* (count: number) {
  const [runs, environments, webhooks] = [yield* Runs, yield* Environments, yield* Webhooks]
  const [apiKeys, members, sessions] = [yield* ApiKeys, yield* Members, yield* SessionStore]
  const [runStore, webhookStore] = [yield* RunStore, yield* WebhookStore]
  const founded = yield* Effect.forEach(Array.from({ length: count }), () =>
    Effect.gen(function* () {
      const principal = yield* caller
      const { orgId } = principal
      const dev = yield* environments.create(orgId, { slug: "dev", description: `of ${orgId}` }, remember(orgId))
      const { apiKey } = yield* apiKeys.mint(orgId, {
        name: `of ${orgId}`,
        environment: "dev",
        granter: Permission.all
      })
      yield* countRequest(orgId)
      const email = Member.Email.make(`of-${orgId}@example.com`)
      const member = yield* members.create(orgId, { email, permissions: [], granter: [] })
      yield* members.link(orgId, email)
      const hash = Hash.make(orgId.replaceAll("-", "").padStart(64, "5"))
      const session = { orgId, hash, memberId: member.id, createdAt: now, usedAt: now }
      yield* sessions.begin(session, signedIn(session))
      const scope = { ...principal, environmentId: dev.id, environment: dev.slug }
      const subscribe = (ordered: boolean) =>
        webhooks.create(scope, {
          url: "https://example.com",
          events: EventType.literals,
          ordered,
          rateLimitPerSecond: ordered ? 1_000 : undefined
        })
      const [{ endpoint }] = [yield* subscribe(false), yield* subscribe(true)]
      const submit = runs.submit(scope, "default", { input: { of: orgId } })
      return { scope, dev, apiKey, member, session, endpoint, submit, submitted: [yield* submit, yield* submit] }
    })
  )
  const claim = { at: now, until, limit: 1_000 }
  const claimedRuns = yield* runStore.claim(claim)
  const claimOf = (run: Run.Run | undefined) => claimedRuns.find(({ claim }) => claim.id === run?.id)!
  for (const { submitted } of founded) {
    yield* runStore.finish(claimOf(submitted[0]).claim, yield* ended(claimOf(submitted[0])))
  }
  const claimedDeliveries = yield* webhookStore.claimDue(claim)
  return yield* Effect.forEach(founded, ({ apiKey, dev, endpoint, member, scope, session, submit, submitted }) =>
    Effect.gen(function* () {
      const [made, claimedDelivery] = claimedDeliveries.filter((one) => one.claim.orgId === scope.orgId)
      yield* webhookStore.record(made!.claim, attempted(made!))
      const tenant: Tenant = {
        orgId: scope.orgId,
        dev,
        apiKey,
        member,
        session,
        endpoint,
        queued: yield* submit,
        claimedRun: claimOf(submitted[1]),
        claimedDelivery: claimedDelivery!
      }
      return tenant
    })
  )
}, at(now))

const made = new WeakMap<PgClient.PgClient, ReadonlyArray<Tenant>>()

/** Two orgs; in a database that had them before they are the same ones, as they were then. */
export const two = ({ admin }: PostgresTest.PostgresTest) =>
  Effect.gen(function* () {
    const before = made.get(admin)
    const tenants = before ?? (yield* make(2))
    yield* before === undefined ? PostgresTest.keep(admin) : PostgresTest.restore(admin)
    made.set(admin, tenants)
    return [tenants[0]!, tenants[1]!] as const
  })
