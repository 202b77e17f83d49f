/** What the stores say of orgs whose rows are older than the schema. */
import {
  DeliveryStore,
  Engine,
  EngineStore,
  EnvironmentStore,
  OrgStore,
  RunStore,
  Runs,
  WebhookStore
} from "@nexio/core"
import { Effect } from "effect"
import { at } from "./Installation.ts"
import * as Tenants from "./postgres/Tenants.ts"

const page = { limit: 100 }

/** The versions whose rows are tried: all in a hunt, else the first, the one before the newest, and any other. */
export const versions = (newest: number): ReadonlyArray<number> => {
  const all = Array.from({ length: newest - 1 }, (_, nth) => nth + 1)
  if (process.env["NEXIO_HUNT"] !== undefined) return all
  return [...new Set([1, all[Math.floor(Math.random() * all.length)]!, newest - 1])]
}

/** Something in every table, and events of two types. */
export const filled = Effect.gen(function* () {
  const tenants = yield* Tenants.make(2)
  const scopes = tenants.map(({ dev, orgId }) => ({ orgId, environmentId: dev.id }))
  for (const [nth, scope] of scopes.entries()) {
    yield* at(Tenants.now)(Runs.use((runs) => runs.cancel(scope, tenants[nth]!.queued.id)))
  }
  return scopes
})

/** An org's own, and what went on in one of its environments, through the ports. */
export const read = ({ environmentId, orgId }: Effect.Success<typeof filled>[number]) =>
  Effect.gen(function* () {
    const scope = { orgId, environmentId }
    const [deliveries, endpoints] = [yield* DeliveryStore, (yield* (yield* WebhookStore).list(scope, page)).items]
    const runs = (yield* RunStore.use((runs) => runs.list(scope, {}, page))).items
    return {
      org: (yield* OrgStore.use((orgs) => orgs.find(orgId))).id,
      environment: yield* EnvironmentStore.use((environments) => environments.byId(orgId, environmentId)),
      engine: (yield* EngineStore.use((engines) => engines.find(orgId, Engine.defaultEngine))).slug,
      runs: runs.map(({ id, status }) => [id, status]),
      told: (yield* Effect.forEach(runs, ({ id }) => deliveries.listOfRun(scope, id, page))).map(({ items }) =>
        items.map(({ id }) => id)
      ),
      endpoints: endpoints.map(({ events, id, secrets, url }) => [id, url, events, secrets]),
      deliveries: (yield* Effect.forEach(endpoints, ({ id }) => deliveries.list(scope, id, {}, page))).flatMap(
        ({ items }) => items.map(({ attempts, eventType, id, status }) => [id, status, eventType, attempts])
      )
    }
  })
