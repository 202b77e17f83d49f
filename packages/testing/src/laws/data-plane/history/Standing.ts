/** All that can be seen of some orgs through the ports, compared with the model. */
import { DeliveryStore, Instant, MetricsStore, Page, RunStore, type UsageRow, UsageStore } from "@nexio/core"
import { Effect } from "effect"
import { walk } from "../../control-plane/Walk.ts"
import { changeOrg, scopeOf } from "../Founded.ts"
import { claimDeliveries, claimRuns, listedEndpoints, listedRuns } from "../Observed.ts"
import { something } from "../usage/Facts.ts"
import * as Seen from "./Seen.ts"
import type { Twins } from "./Twins.ts"
import type { World } from "./World.ts"

const widths = [Instant.hour, Instant.day]

/** How everything stands: runs, endpoints, usage and metrics. What is due is looked at last, since that takes it away. */
export const compare = Effect.fnUntraced(function* (twins: Twins, world: World, limit = Page.defaultLimit) {
  const orgs = [...new Set(world.environments.map(({ orgId }) => orgId))]
  const usage = (orgId: (typeof orgs)[number], which: (typeof world.environments)[number]["id"] | "all") =>
    Effect.forEach(widths, (width) =>
      twins.agree(
        `Usage of ${which}, by ${width} ms`,
        () => UsageStore.use((usage) => usage.read(orgId, which, { ...range(world.now), width })),
        ({ environments, rows }) => ({ environments, rows: something(rows).toSorted(byBucket) })
      )
    )
  const measured = (orgId: (typeof orgs)[number], which: (typeof world.environments)[number]["id"] | "all") =>
    Effect.forEach(widths, (width) =>
      twins.agree(
        `Metrics of ${which}, by ${width} ms`,
        () => MetricsStore.use((metrics) => metrics.read(orgId, which, { ...range(world.now), width })),
        (rows) =>
          rows.map((row) => [row.environmentId, row.bucket, row.measure, row.bin, row.count].join(" ")).toSorted()
      )
    )
  for (const environment of world.environments) {
    const [scope, which] = [scopeOf(environment), `${environment.slug}, ${environment.id}`]
    yield* twins.agree(`The runs of ${which}`, () => listedRuns(scope, limit))
    const endpoints = () => listedEndpoints(scope, limit)
    yield* twins.agree(`The endpoints of ${which}`, endpoints, (endpoints) => endpoints.map(Seen.endpoint))
    yield* usage(environment.orgId, environment.id)
    yield* measured(environment.orgId, environment.id)
  }
  for (const { id, ...scope } of world.endpoints) {
    yield* twins.agree(`The deliveries to ${id}`, () =>
      Effect.orDie(DeliveryStore.use((store) => walk(limit, (page) => store.list(scope, id, {}, page))))
    )
  }
  for (const run of world.runs) {
    yield* twins.agree(`The run ${run.id}`, () => RunStore.use((runs) => runs.find(run, run.id)))
  }
  for (const orgId of orgs) {
    yield* usage(orgId, "all")
    yield* measured(orgId, "all")
    yield* twins.agree("The end of a suspension", () => changeOrg(orgId, { suspended: false }, world.now))
  }
  const end = world.now + 400 * Instant.day
  yield* twins.claim("The runs that are left", 1_000, (limit) => claimRuns(end, limit), Seen.claimedRun)
  const deliveries = (limit: number) => claimDeliveries(end, limit)
  yield* twins.claim("The deliveries that are left", 1_000, deliveries, Seen.claimedDelivery(end))
})

/** From before the world began until tomorrow. */
const range = (now: Instant.Instant) => ({ from: Date.UTC(2027, 0, 31), to: now - (now % Instant.day) + Instant.day })

const byBucket = (a: UsageRow, b: UsageRow) => a.bucket - b.bucket || (a.environmentId < b.environmentId ? -1 : 1)
