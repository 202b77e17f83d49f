/** What can be seen through the ports: whole lists, what was counted, what is still to be had. */
import assert from "node:assert/strict"
import { type Id, Instant, MetricsStore, type Page, RunStore, Usage, UsageStore, WebhookStore } from "@nexio/core"
import { Effect } from "effect"

/** Walks a list to its end, doing something before each next page; every page but the last is full. */
export const walk = Effect.fnUntraced(function* <A extends { readonly id: string }, E, R, E2 = never, R2 = never>(
  limit: number,
  page: (request: Page.PageRequest) => Effect.Effect<Page.Page<A>, E, R>,
  between: Effect.Effect<unknown, E2, R2> = Effect.void
) {
  const items: Array<A> = []
  let after: string | undefined
  do {
    const { items: some, next } = yield* page({ limit, after })
    items.push(...some)
    assert.ok(next === undefined ? some.length <= limit : some.length === limit, `a page of ${limit}: ${some.length}`)
    assert.ok(items.length < 1_000, "a list comes to an end")
    after = next
    if (after !== undefined) yield* between
  } while (after !== undefined)
  return items
})

export const listedRuns = (scope: Id.Scope, limit = 100) =>
  RunStore.use((runs) => walk(limit, (page) => runs.list(scope, {}, page)))

export const listedEndpoints = (scope: Id.Scope, limit = 100) =>
  WebhookStore.use((webhooks) => walk(limit, (page) => webhooks.list(scope, page)))

/** A range that all laws happen in. */
const always = { from: Date.UTC(2019, 0), to: Date.UTC(2041, 0), width: Instant.day }

/** All that was counted of an org, or of one of its environments. */
export const counted = (orgId: Id.OrgId, which: Id.EnvironmentId | "all" = "all") =>
  UsageStore.use((usage) =>
    Effect.map(usage.read(orgId, which, always), ({ rows }) =>
      rows.reduce((sum, { counts }) => Usage.plus(sum, counts), Usage.none)
    )
  )

/** All that was measured of an org. */
export const measured = (orgId: Id.OrgId) => MetricsStore.use((metrics) => metrics.read(orgId, "all", always))

/** Counts of which only some are not nothing. */
export const counts = (some: Partial<Usage.Counts>): Usage.Counts => ({ ...Usage.none, ...some })

/** How long a claim is held. */
export const lease = 15 * Instant.second

const many = 1_000

/** Takes all runs that can be had at an instant. */
export const claimRuns = (at: Instant.Instant, limit = many, until = at + lease) =>
  RunStore.use((runs) => runs.claim({ at, until, limit }))

/** Takes all deliveries that can be had at an instant. */
export const claimDeliveries = (at: Instant.Instant, limit = many, until = at + lease) =>
  WebhookStore.use((webhooks) => webhooks.claimDue({ at, until, limit }))
