/** Lists of runs: which they hold, and how one goes through them. */
import { Engine, type Id, RunStore } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import * as arbitrary from "../../../arbitraries/index.ts"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import { same } from "../Answers.ts"
import { found, scopeOf } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { claimRuns, walk } from "../Observed.ts"
import * as Released from "../Released.ts"
import { cancelling, ended, queued } from "../Work.ts"

const start = Date.UTC(2027, 0, 1)

const statuses = ["queued", "processing", "completed", "degraded", "failed", "cancelled"] as const
const engines = [Engine.defaultEngine, Engine.EngineSlug.make("other")] as const

/** Instants of runs, and of the bounds of a filter: few, so that they meet. */
const instant = fc.nat({ max: 3 }).map((offset) => start + offset)

const runs = fc.uniqueArray(
  instant.chain((at) =>
    fc.record({
      at: fc.constant(at),
      id: arbitrary.idAt<Id.RunId>(at),
      status: fc.constantFrom(...statuses),
      engine: fc.constantFrom(...engines)
    })
  ),
  { minLength: 1, maxLength: 14, selector: ({ id }) => id }
)

const filter = fc.record(
  {
    status: fc.constantFrom(...statuses),
    engine: fc.constantFrom(...engines),
    createdAfter: instant,
    createdBefore: instant
  },
  { requiredKeys: [] }
)

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "lists the runs that a filter says, from `createdAfter` on and before `createdBefore`, newest first, each once",
    guards: "A list would leave out runs, show some twice, or show others than were asked for.",
    given: fc.record({
      runs,
      filters: fc.array(filter, { minLength: 1, maxLength: 4 }),
      limit: arbitrary.limit,
      position: instant.chain((at) => arbitrary.idAt<Id.RunId>(at))
    }),
    holds: Effect.fnUntraced(function* ({ filters, limit, position, runs: made }) {
      const ids = new Minted()
      const store = yield* RunStore
      const [live, dev] = yield* found(ids, start, ["dev"])
      yield* Released.create(Released.engine(ids, live.orgId, "other", start))
      yield* Released.release(ids, live.orgId, "other", start)
      const at = start + 10
      const submit = ({ at, engine, id }: (typeof made)[number]) => store.submit(queued(ids, live, at, { id, engine }))
      for (const run of made.filter(({ status }) => status !== "queued")) {
        yield* submit(run)
        if (run.status === "cancelled") yield* store.end(scopeOf(live), run.id, cancelling(ids, at))
      }
      for (const { claim, run } of yield* claimRuns(at)) {
        const { status } = made.find(({ id }) => id === run.id)!
        const ends = status === "completed" || status === "degraded" || status === "failed"
        if (ends) yield* store.finish(claim, ended(ids, run, at, { status }))
      }
      for (const run of made.filter(({ status }) => status === "queued")) yield* submit(run)
      yield* store.submit(queued(ids, dev!, start))
      const all = yield* Effect.forEach(made, ({ id }) => store.find(scopeOf(live), id))
      const stand = (runs: ReadonlyArray<{ readonly status: string }>) => runs.map(({ status }) => status)
      same("How the runs stand", stand(all), stand(made))
      const newestFirst = all.toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
      for (const filter of [{}, ...filters]) {
        const expected = newestFirst.filter(
          (run) =>
            (filter.status === undefined || run.status === filter.status) &&
            (filter.engine === undefined || run.engine === filter.engine) &&
            (filter.createdAfter === undefined || run.createdAt >= filter.createdAfter) &&
            (filter.createdBefore === undefined || run.createdAt < filter.createdBefore)
        )
        const summaries = expected.map(({ input: _i, offerings: _o, output: _u, solutions: _s, ...summary }) => summary)
        const what = `The list with the filter ${JSON.stringify(filter)}`
        const listed = yield* walk(limit, (page) => store.list(scopeOf(live), filter, page))
        same(what, listed, summaries)
        // A position need not be that of a run in the list, nor of any.
        const { items } = yield* store.list(scopeOf(live), filter, { limit: 100, after: position })
        same(
          `${what}, after ${position}`,
          items,
          summaries.filter(({ id }) => id < position)
        )
      }
    })
  }),

  law({
    name: "goes through a list without a repetition or a gap while newer runs come in",
    guards: "Who reads all runs page by page would miss some or count some twice, as soon as there is traffic.",
    given: fc.record({ runs: fc.array(instant, { maxLength: 12 }), limit: fc.integer({ min: 1, max: 4 }) }),
    holds: Effect.fnUntraced(function* ({ limit, runs: instants }) {
      const ids = new Minted()
      const store = yield* RunStore
      const [live] = yield* found(ids, start)
      const submit = (at: number) => Effect.suspend(() => store.submit(queued(ids, live, at)))
      for (const at of instants) yield* submit(at)
      const list = (limit: number, between: Effect.Effect<unknown, unknown> = Effect.void) =>
        Effect.map(
          walk(limit, (page) => store.list(scopeOf(live), {}, page), between),
          (items) => items.map(({ id }) => id)
        )
      const whole = yield* list(100)
      same("The list, page by page, while more come in", yield* list(limit, submit(start + 9)), whole)
    })
  })
]
