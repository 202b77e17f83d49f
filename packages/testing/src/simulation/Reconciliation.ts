/** What is left once all is over: stores have each delivery, attempt, count and change as it was seen to happen. */
import { AuditStore, DeliveryStore, Histogram, Instant, MetricsStore, Usage, UsageStore } from "@nexio/core"
import { Effect } from "effect"
import { sameSet } from "../laws/data-plane/Answers.ts"
import { walk } from "../laws/data-plane/Observed.ts"
import type { Ledger } from "./Ledger.ts"

const always = { from: 0, to: Date.UTC(2040, 0), width: Instant.hour }

export const reconcile = Effect.fnUntraced(function* (ledger: Ledger) {
  const [deliveries, usage] = [yield* DeliveryStore, yield* UsageStore]
  const [metrics, audit] = [yield* MetricsStore, yield* AuditStore]
  for (const endpoint of ledger.endpoints) {
    const listed = yield* walk(100, (page) => deliveries.list(endpoint, endpoint.id, {}, page))
    const known = [...ledger.deliveries.values()].filter(({ is }) => is.endpointId === endpoint.id)
    sameSet(
      `The deliveries to ${endpoint.id}`,
      listed,
      known.map(({ attempts, eventType, is }) => ({ ...is, eventType, attempts }))
    )
  }
  for (const { id } of ledger.orgs) {
    const { rows } = yield* usage.read(id, "all", always)
    const counted = Map.groupBy(
      ledger.bumps.filter(({ orgId }) => orgId === id),
      ({ environmentId, hour }) => `${environmentId} ${hour}`
    )
    sameSet(
      "What was counted",
      rows,
      [...counted.values()].map((bumps) => ({
        environmentId: bumps[0]!.environmentId,
        bucket: bumps[0]!.hour,
        counts: bumps.reduce((sum, { adds }) => Usage.plus(sum, adds), Usage.none)
      }))
    )
    const bins = yield* metrics.read(id, "all", always)
    const measured = Map.groupBy(
      ledger.measured.filter(({ orgId }) => orgId === id),
      ({ environmentId, hour, measure, ms }) => `${environmentId} ${hour} ${measure} ${Histogram.binOf(ms)}`
    )
    sameSet(
      "What was measured",
      bins,
      [...measured.values()].map((same) => {
        const { environmentId, hour: bucket, measure, ms } = same[0]!
        return { environmentId, bucket, measure, bin: Histogram.binOf(ms), count: same.length }
      })
    )
    const entries = yield* audit.after(id, 0, 1_000)
    sameSet(
      "The audit log",
      entries.map(({ action, target }) => ({ action, target })),
      ledger.changes.filter(({ orgId }) => orgId === id).map(({ action, target }) => ({ action, target }))
    )
  }
})
