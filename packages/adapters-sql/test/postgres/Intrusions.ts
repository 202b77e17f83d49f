/** What a caller of one org tries to get at of another, through each of the ports. */
import {
  Announcement,
  ApiKey,
  ApiKeyStore,
  AuditStore,
  Endpoint,
  EnvironmentStore,
  Hash,
  Id,
  Instant,
  KeyText,
  Member,
  MemberStore,
  MetricsStore,
  Org,
  OrgStore,
  Run,
  RunStore,
  SessionStore,
  SignInLink,
  Tenancy,
  UsageStore,
  WebhookStore
} from "@nexio/core"
import { Effect, Result } from "effect"
import type { Served } from "./PostgresServer.ts"
import * as Tenants from "./Tenants.ts"

const { now, origin, until } = Tenants

/** Gives what it was told; ids that the intruder said itself are not in it. */
type Intrusion = (own: Tenants.Tenant, other: Tenants.Tenant) => Effect.Effect<unknown, unknown, Served>

const page = { limit: 100 }
const day = { from: now, to: until, width: Instant.hour }

/** The other's environment, as if it were the intruder's own. */
const within = (own: Tenants.Tenant, { dev }: Tenants.Tenant): Id.Scope => ({
  orgId: own.orgId,
  environmentId: dev.id
})

const claimedBy = (
  own: Tenants.Tenant,
  { claim }: Tenants.Tenant["claimedRun"] | Tenants.Tenant["claimedDelivery"]
) => ({
  ...claim,
  orgId: own.orgId
})

const aRun = Effect.fnUntraced(function* (own: Tenants.Tenant, other: Tenants.Tenant) {
  const id = (yield* Id.Ids).next<Id.RunId>(now)
  return { ...other.queued, ...within(own, other), id }
})

const aKey = Effect.map(Id.Ids, (ids) => {
  const id = ids.next<Id.ApiKeyId>(now)
  const hash = Hash.make(id.replaceAll("-", "").padStart(64, "0"))
  return (environment: Tenants.Tenant["dev"]) => {
    const key = KeyText.compose(environment.slug, new Uint8Array(32))
    const apiKey = ApiKey.make(environment, { id, name: "a key", permissions: [], at: now, key })
    return Result.succeed(ApiKey.mint(apiKey, hash, origin))
  }
})

export const intrusions: Readonly<Record<string, Intrusion>> = {
  "reading its org": (own) => OrgStore.use((orgs) => orgs.find(own.orgId)),
  "changing its org": (own) =>
    OrgStore.use((orgs) => orgs.change(own.orgId, (org) => Org.change(org, { name: "Mine" }, origin))),
  "suspending its org": (own) =>
    OrgStore.use((orgs) => orgs.change(own.orgId, (org) => Org.change(org, { suspended: true }, origin))),
  "listing its environments": (own) => EnvironmentStore.use((environments) => environments.tenancy(own.orgId)),
  "reading an environment": (own, { dev }) =>
    EnvironmentStore.use((environments) => environments.byId(own.orgId, dev.id)),
  "deleting an environment": (own) =>
    EnvironmentStore.use((environments) =>
      environments.change(own.orgId, (tenancy) => Tenancy.remove(tenancy, "dev", origin))
    ),
  "listing its keys": (own) => ApiKeyStore.use((keys) => keys.list(own.orgId, "all", page)),
  "listing an environment's keys": (own, { dev }) => ApiKeyStore.use((keys) => keys.list(own.orgId, dev.id, page)),
  "revoking a key": (own, { apiKey }) => ApiKeyStore.use((keys) => keys.revoke(own.orgId, apiKey.id, origin)),
  "minting a key": (own) =>
    Effect.flatMap(aKey, (decide) => ApiKeyStore.use((keys) => keys.mint(own.orgId, "dev", decide))),
  "writing a key that is the other's": (own, { dev }) =>
    Effect.flatMap(aKey, (decide) => ApiKeyStore.use((keys) => keys.mint(own.orgId, "dev", () => decide(dev)))),
  "listing its members": (own) => MemberStore.use((members) => members.list(own.orgId, page)),
  "reading a member": (own, { member }) => MemberStore.use((members) => members.find(own.orgId, member.id)),
  "removing a member": (own, { member }) =>
    MemberStore.use((members) => members.change(own.orgId, (all) => Member.remove(all, member.id, origin))),
  "writing a sign-in link that is the other's": (own, { member }) =>
    MemberStore.use((members) =>
      members.change(own.orgId, () =>
        SignInLink.create([member], { ...member, hash: Hash.make("7".repeat(64)), memberId: member.id }, origin)
      )
    ),
  "ending a session": (own, { session }) =>
    SessionStore.use((sessions) => sessions.end({ ...session, orgId: own.orgId }, Tenants.signedIn(session))),
  "reading a run": (own, other) => RunStore.use((runs) => runs.find(within(own, other), other.queued.id)),
  "listing runs": (own, other) => RunStore.use((runs) => runs.list(within(own, other), {}, page)),
  "submitting a run": (own, other) =>
    Effect.flatMap(aRun(own, other), (run) => RunStore.use((runs) => runs.submit(run))),
  "submitting a run under a key that both used": (own, other) =>
    Effect.flatMap(aRun(own, other), (run) => RunStore.use((runs) => runs.submit(run, Tenants.remember(own.orgId)))),
  "cancelling a run": (own, other) =>
    Effect.flatMap(Id.Ids, (ids) =>
      RunStore.use((runs) =>
        runs.end(within(own, other), other.queued.id, (run) =>
          Result.map(Run.next(run, { _tag: "Cancelled", at: now }), (cancelled) => ({
            run: cancelled,
            announcement: Announcement.ofEnd(cancelled, now, ids)
          }))
        )
      )
    ),
  "finishing a run": (own, { claimedRun }) =>
    Effect.flatMap(Tenants.ended(claimedRun), (end) =>
      RunStore.use((runs) => runs.finish(claimedBy(own, claimedRun), end))
    ),
  "announcing a run that is the other's": (own, other) =>
    Effect.flatMap(Effect.all([Tenants.ended(own.claimedRun), Tenants.ended(other.claimedRun)]), ([mine, its]) =>
      RunStore.use((runs) =>
        runs.finish(own.claimedRun.claim, { run: mine.run, announcement: () => its.announcement([other.endpoint]) })
      )
    ),
  "holding a run for longer": (own, { claimedRun }) =>
    Effect.asVoid(RunStore.use((runs) => runs.renew([claimedBy(own, claimedRun)], until + 1))),
  "reading an endpoint": (own, other) =>
    WebhookStore.use((webhooks) => webhooks.find(within(own, other), other.endpoint.id)),
  "listing endpoints": (own, other) => WebhookStore.use((webhooks) => webhooks.list(within(own, other), page)),
  "changing an endpoint": (own, other) =>
    WebhookStore.use((webhooks) =>
      webhooks.change(within(own, other), (among) => Endpoint.remove(among, other.endpoint.id, origin))
    ),
  "recording an attempt": (own, { claimedDelivery }) =>
    WebhookStore.use((webhooks) =>
      webhooks.record(claimedBy(own, claimedDelivery), Tenants.attempted(claimedDelivery))
    ),
  "holding a delivery for longer": (own, { claimedDelivery }) =>
    Effect.asVoid(WebhookStore.use((webhooks) => webhooks.renew([claimedBy(own, claimedDelivery)], until + 1))),
  "reading its audit log": (own) => AuditStore.use((log) => log.before(own.orgId, undefined, 100)),
  "reading its audit log from the first entry on": (own) => AuditStore.use((log) => log.after(own.orgId, 0, 100)),
  "reading its usage": (own) => UsageStore.use((usage) => usage.read(own.orgId, "all", day)),
  "reading an environment's usage": (own, { dev }) => UsageStore.use((usage) => usage.read(own.orgId, dev.id, day)),
  "reading its metrics": (own) => MetricsStore.use((metrics) => metrics.read(own.orgId, "all", day)),
  "reading an environment's metrics": (own, { dev }) =>
    MetricsStore.use((metrics) => metrics.read(own.orgId, dev.id, day))
}
