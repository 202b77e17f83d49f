import { Environments, Event, Id, Instant, Run, RunStore, Runs } from "@nexio/core"
import { outcome } from "@nexio/testing/arbitraries"
import { Effect, Exit, Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { at, caller, onDatabase, turns } from "./Installation.ts"
import * as Recount from "./Recount.ts"
import { runs } from "./runs.ts"
import * as Tables from "./Tables.ts"

const together = { concurrency: "unbounded" } as const

const now = Date.UTC(2027, 0, 1)
const until = now + Instant.day

const wait = fc.nat({ max: 5 })

/** What callers and workers do at the same time, each after a while of its own. */
const busy = fc.record({
  submissions: fc.array(fc.record({ wait, dev: fc.boolean(), cancel: fc.option(wait) }), { maxLength: 25 }),
  workers: fc.array(fc.array(fc.record({ wait, limit: fc.integer({ min: 1, max: 5 }), outcome }), { maxLength: 6 }), {
    maxLength: 4
  }),
  deletion: fc.option(fc.nat({ max: 12 }))
})

describe("Workers and callers at the same time", () => {
  it("never hold a run twice, end each once, and every end is counted", () =>
    fc.assert(
      fc.asyncProperty(busy, ({ deletion, submissions, workers }) =>
        onDatabase((path) =>
          Effect.gen(function* () {
            const [callers, store, ids] = [yield* Runs, yield* RunStore, yield* Id.Ids]
            const environments = yield* Environments
            const live = yield* caller
            const made = yield* environments.create(live.orgId, { slug: "dev" })
            const dev = { ...live, environmentId: made.id, environment: made.slug }
            const held: Array<string> = []
            const ended: Array<string> = []

            const submit = Effect.fnUntraced(function* (submission: (typeof submissions)[number]) {
              const scope = submission.dev ? dev : live
              yield* turns(submission.wait)
              const run = yield* Effect.option(callers.submit(scope, "default", { input: {} }))
              if (run._tag === "None" || submission.cancel === null) return
              yield* turns(submission.cancel)
              const exit = yield* Effect.exit(callers.cancel(scope, run.value.id))
              if (Exit.isSuccess(exit)) ended.push(run.value.id)
            })

            const work = Effect.fnUntraced(function* (shifts: (typeof workers)[number]) {
              for (const { limit, outcome, wait } of shifts) {
                const claimed = yield* store.claim({ at: now, until, limit })
                held.push(...claimed.map(({ run }) => run.id))
                yield* turns(wait)
                yield* Effect.forEach(
                  claimed,
                  ({ claim, run }) => {
                    const end = Result.getOrThrow(Run.next(run, { _tag: "Ended", outcome, at: now }))
                    ended.push(run.id)
                    return store.finish(claim, { run: end, announcement: Event.announce(end, now, ids) })
                  },
                  together
                )
              }
            })

            const remove =
              deletion === null
                ? Effect.void
                : Effect.andThen(turns(deletion), environments.remove(live.orgId, made.slug))
            yield* at(now)(
              Effect.all(
                [Effect.forEach(submissions, submit, together), Effect.forEach(workers, work, together), remove],
                together
              )
            )

            expect(new Set(held).size).toBe(held.length)
            const over = Tables.read(
              path,
              "select id from runs where completed_at is not null and error is not 'environment_deleted'"
            )
            expect(over.map(({ id }) => id).toSorted()).toEqual(ended.toSorted())
            expect(Recount.counters(path)).toEqual(Recount.recounted(path))
          })
        )
      ),
      runs
    ))
})
