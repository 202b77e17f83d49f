import { Context, Effect, Layer, Redacted } from "effect"
import * as ApiKey from "../api-key/ApiKey.ts"
import * as KeyText from "../api-key/KeyText.ts"
import * as AuditEntry from "../audit/AuditEntry.ts"
import * as Origin from "../audit/Origin.ts"
import * as Engine from "../engine/Engine.ts"
import type { Environment } from "../environment/Environment.ts"
import * as Tenancy from "../environment/Tenancy.ts"
import { type ApiKeyId, type EngineId, type EngineVersionId, type EnvironmentId, Ids, type OrgId } from "../id/Id.ts"
import type { IdempotencyConflict, Remember, Replayed } from "../idempotency/Idempotency.ts"
import type { Page, PageRequest } from "../page/Page.ts"
import { Secrets } from "../secret/Secrets.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import { queues, Wakeups } from "../work/Wakeups.ts"
import * as Org from "./Org.ts"
import { type Founding, OrgStore } from "./OrgStore.ts"
import * as Permission from "./Permission.ts"

/** A new org with its live environment and its first key, which holds every permission and is shown once. */
export interface FoundedOrg {
  readonly org: Org.Org
  readonly live: Environment
  readonly key: Redacted.Redacted
}

/** The use cases of orgs: the operator's. */
export class Orgs extends Context.Service<
  Orgs,
  {
    /** A new org with its one live environment and a key that holds every permission. */
    readonly found: (
      input: {
        readonly name: string
        readonly environmentLimit?: number | undefined
        readonly endpointLimit?: number | undefined
        readonly rateLimitPerMinute?: number | undefined
      },
      remember?: Remember<Founding>
    ) => Effect.Effect<FoundedOrg, Replayed | IdempotencyConflict | StorageUnavailable>
    /** Changes what is given. `suspended: true` stops its keys and its work, `false` lets them go on. */
    readonly change: (orgId: OrgId, by: Org.OrgChange) => Effect.Effect<Org.Org, Org.OrgNotFound | StorageUnavailable>
    readonly find: (orgId: OrgId) => Effect.Effect<Org.Org, Org.OrgNotFound | StorageUnavailable>
    /** Newest first. */
    readonly list: (page: PageRequest) => Effect.Effect<Page<Org.Org>, StorageUnavailable>
  }
>()("@nexio/core/org/Orgs") {
  static readonly layer = Layer.effect(
    Orgs,
    Effect.gen(function* () {
      const store = yield* OrgStore
      const secrets = yield* Secrets
      const ids = yield* Ids
      const wakeups = yield* Wakeups
      return Orgs.of({
        found: Effect.fn("Orgs.found")(function* (input, remember) {
          const origin = yield* Origin.now
          const { at } = origin
          const org: Org.Org = {
            id: ids.next<OrgId>(at),
            name: input.name,
            environmentLimit: input.environmentLimit ?? Org.defaultEnvironmentLimit,
            endpointLimit: input.endpointLimit ?? Org.defaultEndpointLimit,
            createdAt: at,
            ...(input.rateLimitPerMinute === undefined ? {} : { rateLimitPerMinute: input.rateLimitPerMinute })
          }
          const live = Tenancy.live(org, ids.next<EnvironmentId>(at))
          const key = KeyText.compose(live.slug, secrets.random())
          const apiKey = ApiKey.make(live, {
            id: ids.next<ApiKeyId>(at),
            name: "First key",
            permissions: Permission.all,
            at,
            key
          })
          const entry = AuditEntry.draft(origin, { action: "org.created", target: org.id, details: { name: org.name } })
          const engine = Engine.founding(org, {
            engine: ids.next<EngineId>(at),
            version: ids.next<EngineVersionId>(at)
          })
          yield* store.found({ org, live, apiKey, hash: secrets.hash(Redacted.value(key)), engine, entry }, remember)
          return { org, live, key }
        }),
        change: Effect.fn("Orgs.change")(function* (orgId, by) {
          const origin = yield* Origin.now
          const org = yield* store.change(orgId, (org) => Org.change(org, by, origin))
          if (by.suspended === false) yield* Effect.forEach(queues, wakeups.wake, { discard: true })
          return org
        }),
        find: store.find,
        list: store.list
      })
    })
  )
}
