/** A call of each operation of the ports, on orgs in which there is something for each to do. */
import {
  ApiKey,
  ApiKeyStore,
  AuditEntry,
  AuditStore,
  ConfigurationStore,
  DeliveryStore,
  Endpoint,
  Engine,
  EngineStore,
  EngineVersion,
  type Environment,
  EnvironmentStore,
  Event,
  Id,
  Instant,
  LegacyKeys,
  Member,
  MemberStore,
  MetricsStore,
  Org,
  OrgStore,
  Orgs,
  type Origin,
  Run,
  RunStore,
  Runs,
  Secrets,
  SessionStore,
  SignInLink,
  Tenancy,
  UsageStore,
  WebhookStore,
  Webhooks
} from "@nexio/core"
import { Effect, Redacted, Result } from "effect"
import type { Faults } from "../../src/faults/index.ts"
import type { Stores } from "../../src/laws/Stores.ts"
import { Model } from "../../src/model/index.ts"
import { at } from "../model/At.ts"

export const now = Date.UTC(2027, 0, 1)

const lease = { at: now, until: now + 15 * Instant.second, limit: 1 }

export type Calls = Readonly<Record<Faults.Operation, Effect.Effect<unknown, unknown, Stores>>>

/** Makes the orgs; the calls are theirs. Each changes something unless it is a read, and none mints an id. */
export const prepare = Effect.gen(function* () {
  const ids = yield* Id.Ids
  const secrets = yield* Secrets
  const orgs = yield* Orgs
  const runs = yield* Runs
  const runStore = yield* RunStore
  const webhooks = yield* Webhooks
  const webhookStore = yield* WebhookStore

  const { key, live, org } = yield* orgs.found({ name: "Acme" })
  const scope = { orgId: org.id, environmentId: live.id }
  const hash = secrets.hash(Redacted.value(key))
  const first = (yield* (yield* ApiKeyStore).list(org.id, "all", { limit: 1 })).items[0]!
  const caller = { ...first, apiKeyId: first.id, kind: live.kind }
  const { endpoint } = yield* webhooks.create(caller, { url: "https://example.com", events: ["run.cancelled"] })
  for (const _ of [1, 2]) yield* runs.cancel(scope, (yield* runs.submit(caller, "default", { input: {} })).id)
  const [sent] = yield* webhookStore.claimDue(lease)
  yield* runs.submit(caller, "default", { input: {} })
  const [held] = yield* runStore.claim(lease)
  const queued = yield* runs.submit(caller, "default", { input: {} })
  const ended = Result.getOrThrow(Run.next(held!.run, { _tag: "Ended", outcome: { status: "completed" }, at: now }))
  const cancelled = Result.getOrThrow(Run.next(queued, { _tag: "Cancelled", at: now }))

  const origin: Origin.Origin = { at: now, actor: "system" }
  const email = Member.Email.make("ada@example.com")
  const asked = { orgId: org.id, email, hash: secrets.hash("a link"), memberId: ids.next<Id.MemberId>(now) }
  const { member } = yield* MemberStore.use((store) =>
    store.change(org.id, (members) => SignInLink.create(members, asked, origin))
  )
  const session = { orgId: org.id, hash: secrets.hash("a session"), memberId: member.id, createdAt: now, usedAt: now }
  const signedIn = AuditEntry.draft(origin, { action: "member.signed_in", target: member.id })
  yield* SessionStore.use((store) => store.begin(session, signedIn))
  const made = { id: ids.next<Id.EnvironmentId>(now), origin }
  const other = { ...org, id: ids.next<Id.OrgId>(now) }
  const otherLive: Environment.Environment = Tenancy.live(other, ids.next<Id.EnvironmentId>(now))
  const ofOther = { orgId: other.id, environmentId: otherLive.id }
  const newKey = { ...first, id: ids.next<Id.ApiKeyId>(now) }
  const engine = Engine.founding(other, { engine: ids.next(now), version: ids.next(now) })
  const newVersion = ids.next<Id.EngineVersionId>(now)
  const founding = {
    org: other,
    live: otherLive,
    apiKey: { ...newKey, ...ofOther },
    hash: secrets.hash("a key"),
    engine,
    entry: AuditEntry.draft(origin, { action: "org.created", target: other.id })
  }
  const newRun = { ...queued, id: ids.next<Id.RunId>(now) }
  const replay = { id: ids.next<Id.RunId>(now), release: queued.release, of: queued }
  const written = AuditEntry.draft(origin, { action: "environment.replayed", target: live.id })
  const page = { limit: 10 }
  const fanOut = Event.test(endpoint, now, ids)
  const another = Event.redelivery(sent!.delivery, endpoint, now, ids)

  const calls: Calls = {
    "OrgStore.found": OrgStore.use((store) => store.found(founding)),
    "OrgStore.change": OrgStore.use((store) =>
      store.change(org.id, (org) => Org.change(org, { name: "Another" }, origin))
    ),
    "OrgStore.find": OrgStore.use((store) => store.find(org.id)),
    "OrgStore.list": OrgStore.use((store) => store.list(page)),
    "OrgStore.isEmpty": OrgStore.use((store) => store.isEmpty),
    "EnvironmentStore.change": EnvironmentStore.use((store) =>
      store.change(org.id, (tenancy) => Tenancy.create(tenancy, { slug: "dev" }, made))
    ),
    "EnvironmentStore.tenancy": EnvironmentStore.use((store) => store.tenancy(org.id)),
    "EnvironmentStore.byId": EnvironmentStore.use((store) => store.byId(org.id, live.id)),
    "EngineStore.change": EngineStore.use((store) =>
      store.change(org.id, Engine.defaultEngine, (found) =>
        Engine.release(found, "default", { changelog: "A", executor: EngineVersion.echo, breaking: true }, newVersion, {
          at: now,
          actor: "system"
        })
      )
    ),
    "EngineStore.find": EngineStore.use((store) => store.find(org.id, Engine.defaultEngine)),
    "EngineStore.list": EngineStore.use((store) => store.list(org.id, page)),
    "EngineStore.version": EngineStore.use((store) =>
      store.version(org.id, Engine.defaultEngine, EngineVersion.Version.make("1.0"))
    ),
    "EngineStore.versions": EngineStore.use((store) => store.versions(org.id, Engine.defaultEngine, page)),
    "ConfigurationStore.read": ConfigurationStore.use((store) => store.read(org.id, ["live"])),
    "ConfigurationStore.clone": ConfigurationStore.use((store) =>
      store.clone(org.id, ["live"], () =>
        Result.succeed({ environment: { ...live, description: "Another" }, endpoints: [], entry: undefined })
      )
    ),
    "ApiKeyStore.find": ApiKeyStore.use((store) => store.find(hash)),
    "ApiKeyStore.mint": ApiKeyStore.use((store) =>
      store.mint(org.id, "live", () => Result.succeed(ApiKey.mint(newKey, secrets.hash("another key"), origin)))
    ),
    "ApiKeyStore.revoke": ApiKeyStore.use((store) => store.revoke(org.id, first.id, origin)),
    "ApiKeyStore.roll": ApiKeyStore.use((store) =>
      store.roll(org.id, first.id, (old) =>
        Result.succeed({
          ended: { ...old, rolledAt: now },
          fresh: { key: newKey, hash: secrets.hash("another key") },
          entry: ApiKey.entry(old, "api_key.rolled", origin, {})
        })
      )
    ),
    "ApiKeyStore.importLegacy": ApiKeyStore.use((store) => {
      const legacy = [{ id: newKey.id, name: "A key", hash: secrets.hash("another key") }]
      const made = { environmentId: otherLive.id, origin }
      return store.importLegacy(org.id, [], (tenancy) => LegacyKeys.decide(tenancy, [], legacy, made))
    }),
    "ApiKeyStore.used": ApiKeyStore.use((store) => store.used([{ orgId: org.id, id: first.id, at: now }])),
    "ApiKeyStore.list": ApiKeyStore.use((store) => store.list(org.id, "all", page)),
    "MemberStore.change": MemberStore.use((store) =>
      store.change(org.id, (members) => SignInLink.create(members, { ...asked, hash: secrets.hash("another") }, origin))
    ),
    "MemberStore.spend": MemberStore.use((store) => store.spend(asked.hash, now)),
    "MemberStore.find": MemberStore.use((store) => store.find(org.id, member.id)),
    "MemberStore.ofPerson": MemberStore.use((store) => store.ofPerson(email)),
    "SessionStore.begin": SessionStore.use((store) =>
      store.begin({ ...session, hash: secrets.hash("another") }, signedIn)
    ),
    "SessionStore.find": SessionStore.use((store) => store.find(session.hash)),
    "SessionStore.use": SessionStore.use((store) => store.use(session, now + 1)),
    "SessionStore.end": SessionStore.use((store) => store.end(session, signedIn)),
    "MemberStore.list": MemberStore.use((store) => store.list(org.id, page)),
    "RunStore.submit": RunStore.use((store) => store.submit(newRun)),
    "RunStore.claim": RunStore.use((store) => store.claim(lease)),
    "RunStore.renew": RunStore.use((store) => store.renew([held!.claim], now + Instant.minute)),
    "RunStore.finish": RunStore.use((store) =>
      store.finish(held!.claim, { run: ended, announcement: () => undefined })
    ),
    "RunStore.end": RunStore.use((store) =>
      store.end(scope, queued.id, () => Result.succeed({ run: cancelled, announcement: () => undefined }))
    ),
    "RunStore.replay": RunStore.use((store) =>
      store.replay(org.id, { ids: [queued.id] }, () =>
        Result.succeed({ environment: live, at: now, apiKeyId: first.id, replays: [replay], entry: written })
      )
    ),
    "RunStore.find": RunStore.use((store) => store.find(scope, queued.id)),
    "RunStore.list": RunStore.use((store) => store.list(scope, {}, page)),
    "WebhookStore.change": WebhookStore.use((store) =>
      store.change(scope, (among) => Endpoint.update(among, endpoint.id, { active: false }, origin))
    ),
    "WebhookStore.find": WebhookStore.use((store) => store.find(scope, endpoint.id)),
    "WebhookStore.list": WebhookStore.use((store) => store.list(scope, page)),
    "WebhookStore.claimDue": WebhookStore.use((store) => store.claimDue(lease)),
    "WebhookStore.renew": WebhookStore.use((store) => store.renew([sent!.claim], now + Instant.minute)),
    "WebhookStore.record": WebhookStore.use((store) => {
      const { dueAt: _dueAt, ...delivery } = sent!.delivery
      return store.record(sent!.claim, {
        attempt: { number: 1, startedAt: now, latencyMs: 7 },
        delivery: { ...delivery, status: "succeeded", endedAt: now }
      })
    }),
    "UsageStore.read": UsageStore.use((store) =>
      store.read(org.id, "all", { from: now, to: now + Instant.day, width: Instant.hour })
    ),
    "MetricsStore.read": MetricsStore.use((store) =>
      store.read(org.id, "all", { from: now, to: now + Instant.day, width: Instant.hour })
    ),
    "AuditStore.before": AuditStore.use((store) => store.before(org.id, undefined, 10)),
    "AuditStore.after": AuditStore.use((store) => store.after(org.id, 0, 10)),
    "AuditStore.head": AuditStore.use((store) => store.head(org.id)),
    "DeliveryStore.find": DeliveryStore.use((store) => store.find(scope, sent!.delivery.id)),
    "DeliveryStore.list": DeliveryStore.use((store) => store.list(scope, endpoint.id, {}, page)),
    "DeliveryStore.listOfRun": DeliveryStore.use((store) => store.listOfRun(scope, queued.id, page)),
    "DeliveryStore.send": DeliveryStore.use((store) => store.send(scope, endpoint.id, () => fanOut)),
    "DeliveryStore.redeliver": DeliveryStore.use((store) => store.redeliver(scope, sent!.delivery.id, () => another)),
    "DeliveryStore.recover": DeliveryStore.use((store) =>
      store.recover(scope, endpoint.id, { since: 0, sent: 0, limit: 10 }, () => another)
    )
  }
  return calls
}).pipe(at(now))

/** Lets a call be made by hand, with what it leaves and what it answered; then all stands as before. */
export const tried = <A, E, R>(call: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const memory = yield* Model.Memory
    const before = yield* memory.state
    const exit = yield* Effect.exit(call)
    const after = yield* memory.state
    yield* memory.restore(before)
    return { before, exit, after }
  })
