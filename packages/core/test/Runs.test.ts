import { Effect, Exit, Layer, Option, Result } from "effect"
import { TestClock } from "effect/testing"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  type Admission,
  type Ending,
  EngineVersion,
  Environment,
  type Id,
  Run,
  RunStore,
  Runs,
  StorageUnavailable,
  Wakeups
} from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import * as ports from "./ports.ts"
import { runs } from "./runs.ts"

const submission = fc.record(
  {
    input: fc.dictionary(fc.string(), fc.integer()),
    offerings: fc.array(fc.integer()),
    metadata: fc.dictionary(fc.string(), fc.string())
  },
  { requiredKeys: ["input"] }
)

/** Asks with this store, at this time; gives the answer, and which queues were woken. */
const ask = async <A, E>(
  store: Partial<RunStore["Service"]>,
  at: number,
  call: (runs: Runs["Service"]) => Effect.Effect<A, E>
) => {
  const woken: Array<string> = []
  const wakeups = Layer.mock(Wakeups, { wake: (queue) => Effect.sync(() => void woken.push(queue)) })
  const exit = await ports.inTestTime(
    Effect.andThen(
      TestClock.setTime(at),
      Effect.exit(
        Runs.use(call).pipe(
          Effect.provide(Runs.layer),
          Effect.provide([Layer.mock(RunStore, store), wakeups, ports.layer])
        )
      )
    )
  )
  return { exit, woken }
}

describe("Submitting a run", () => {
  it("stores it in the environment of the caller's key, whatever else the caller says", () =>
    fc.assert(
      fc.asyncProperty(arbitrary.principal, submission, arbitrary.present, async (caller, submission, at) => {
        const written: Array<Run.Run> = []
        const queuedAs = ({ versionAsked: _asked, ...run }: Admission.SubmittedRun) => {
          written.push({ ...run, release: EngineVersion.Version.make("1.0") })
          return written[0]!
        }
        const store = { submit: (run: Admission.SubmittedRun) => Effect.sync(() => queuedAs(run)) }
        const { exit, woken } = await ask(store, at, (runs) => runs.submit(caller, "default", submission))
        const { apiKeyId, environment, environmentId, orgId } = caller
        expect(Exit.getSuccess(exit)).toEqual(Option.some(written[0]))
        expect(written).toEqual([
          {
            ...submission,
            id: written[0]?.id,
            orgId,
            environmentId,
            environment,
            apiKeyId,
            engine: "default",
            release: "1.0",
            status: "queued",
            createdAt: at
          }
        ])
        expect(woken).toEqual(["runs"])
      }),
      runs
    ))

  it("is refused for an engine that nothing can be called, and stores nothing", () =>
    fc.assert(
      fc.asyncProperty(arbitrary.principal, fc.string(), async (caller, engine) => {
        fc.pre(!/^[a-z0-9][a-z0-9-]{1,48}[a-z0-9]$/.test(engine))
        const { exit, woken } = await ask({}, 0, (runs) => runs.submit(caller, engine, { input: {} }))
        expect(Option.getOrThrow(Exit.findErrorOption(exit))._tag).toBe("EngineNotFound")
        expect(woken).toEqual([])
      }),
      runs
    ))

  it("is never answered as accepted where it was not stored, and wakes nobody", () =>
    fc.assert(
      fc.asyncProperty(
        arbitrary.principal,
        fc.constantFrom(new Environment.EnvironmentGone(), new StorageUnavailable({})),
        async (caller, error) => {
          const { exit, woken } = await ask({ submit: () => Effect.fail(error) }, 0, (runs) =>
            runs.submit(caller, "default", { input: {} })
          )
          expect(Exit.findErrorOption(exit)).toEqual(Option.some(error))
          expect(woken).toEqual([])
        }
      ),
      runs
    ))
})

describe("Cancelling a run", () => {
  /** A store that holds just this run, and ends it with so many deliveries. */
  const holding = (run: Run.Run, deliveries: number, ended: Array<Ending>): Partial<RunStore["Service"]> => ({
    end: (_scope, _id, decide) =>
      Effect.map(Effect.fromResult(decide(run)), (ending) => {
        if (ending === undefined) return { run, deliveries: 0 }
        ended.push(ending)
        return { run: ending.run, deliveries }
      })
  })
  const status = fc.constantFrom<Run.Status>("queued", "processing", "completed", "degraded", "failed", "cancelled")

  it("ends it while it is queued, gives it as it is once cancelled, and is refused ever after", () =>
    fc.assert(
      fc.asyncProperty(
        arbitrary.queued,
        status,
        fc.nat({ max: 2 }),
        arbitrary.present,
        async (queued, status, deliveries, at) => {
          const run = { ...queued, status }
          const ended: Array<Ending> = []
          const scope: Id.Scope = run
          const { exit, woken } = await ask(holding(run, deliveries, ended), at, (runs) => runs.cancel(scope, run.id))
          switch (status) {
            case "queued":
              expect(Exit.getSuccess(exit)).toEqual(Option.some({ ...run, status: "cancelled", completedAt: at }))
              expect(ended.map(({ run }) => run)).toEqual([Result.getOrThrow(Run.next(run, { _tag: "Cancelled", at }))])
              expect(woken).toEqual(deliveries > 0 ? ["deliveries"] : [])
              break
            case "cancelled":
              expect(Exit.getSuccess(exit)).toEqual(Option.some(run))
              expect([ended, woken]).toEqual([[], []])
              break
            default:
              expect(Exit.findErrorOption(exit)).toEqual(Option.some(new Run.RunNotCancellable({ status })))
              expect([ended, woken]).toEqual([[], []])
          }
        }
      ),
      runs
    ))
})
