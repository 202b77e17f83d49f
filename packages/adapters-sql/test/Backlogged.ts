/** What waits for workers, in orgs of which some are suspended. */
import { Backlog, Environments, EventType, Instant, Orgs, RunStore, Runs, Webhooks } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { at, caller } from "./Installation.ts"

const start = Date.UTC(2027, 0, 1)
const now = start + Instant.day

const ages = fc.array(fc.integer({ min: -5, max: 100 }), { maxLength: 4 })

/** By how much runs and deliveries of each org are due; less than nothing is not yet. */
export const backlogs = fc.record({
  orgs: fc.array(fc.record({ live: ages, dev: ages, deliveries: ages, suspended: fc.boolean() }), { maxLength: 4 }),
  held: fc.nat({ max: 3 }),
  atMost: fc.constantFrom(1, 3, 1_000)
})
type Backlogs = Parameters<Parameters<typeof backlogs.map>[0]>[0]

/** What is read of them, and what there is. */
export const read = Effect.fnUntraced(function* ({ atMost, held, orgs: given }: Backlogs) {
  const [backlog, environments, orgs] = [yield* Backlog, yield* Environments, yield* Orgs]
  const [runs, store, webhooks] = [yield* Runs, yield* RunStore, yield* Webhooks]
  const due = new Map<string, number>()
  const deliveries: Array<number> = []
  for (const { deliveries: cancelled, dev, live, suspended } of given) {
    const principal = yield* caller
    const { id, slug } = yield* environments.create(principal.orgId, { slug: "dev" })
    const other = { ...principal, environmentId: id, environment: slug }
    yield* webhooks.create(principal, { url: "https://example.com", events: EventType.literals })
    for (const age of cancelled) {
      const run = yield* at(start)(runs.submit(principal, "default", { input: {} }))
      yield* at(now - age)(runs.cancel(principal, run.id))
      if (!suspended && age >= 0) deliveries.push(now - age)
    }
    for (const [scope, waiting] of [[principal, live] as const, [other, dev] as const]) {
      for (const age of waiting) {
        const run = yield* at(now - age)(runs.submit(scope, "default", { input: {} }))
        if (age >= 0) due.set(run.id, now - age)
        if (suspended) due.delete(run.id)
      }
    }
    if (suspended) yield* orgs.change(principal.orgId, { suspended: true })
  }
  const claimed = held === 0 ? [] : yield* store.claim({ at: now, until: now + Instant.day, limit: held })
  for (const { run } of claimed) due.delete(run.id)
  const expected = (all: ReadonlyArray<number>) => ({
    count: Math.min(all.length, atMost),
    oldest: all.length === 0 ? undefined : Math.min(...all)
  })
  return {
    found: yield* backlog.read({ at: now, atMost }),
    expected: { runs: expected([...due.values()]), deliveries: expected(deliveries) }
  }
})
