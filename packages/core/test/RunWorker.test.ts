import { Effect, Layer } from "effect"
import { TestClock } from "effect/testing"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  type Claim,
  type Ending,
  EngineVersion,
  type Execution,
  Executor,
  LeaseLost,
  type Run,
  RunStore,
  RunWorker,
  StorageUnavailable,
  Wakeups
} from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import * as ports from "./ports.ts"
import { runs } from "./runs.ts"

const claimOf = (run: Run.Run): Claim => ({ ...run, token: "a token" })

interface Finished {
  readonly claim: Claim
  readonly ending: Ending
}

/** Lets a worker take these runs, which are processing already, and gives what it finished and what it woke. */
const work = async (
  queued: ReadonlyArray<Run.Run>,
  execute: Executor["Service"]["execute"],
  answer: (finished: Finished) => ReturnType<RunStore["Service"]["finish"]> = () => Effect.succeed(0)
) => {
  const left = queued.map((run) => ({
    claim: claimOf(run),
    run: { ...run, status: "processing" as const, startedAt: 0 },
    executor: EngineVersion.echo,
    secrets: []
  }))
  const finished: Array<Finished> = []
  const woken: Array<string> = []
  const store = Layer.mock(RunStore, {
    claim: ({ limit }) => Effect.sync(() => left.splice(0, limit)),
    renew: () => Effect.succeed([]),
    finish: (claim, ending) =>
      Effect.suspend(() => {
        finished.push({ claim, ending })
        return answer({ claim, ending })
      })
  })
  const wakeups = Layer.mock(Wakeups, {
    wake: (queue) => Effect.sync(() => void woken.push(queue)),
    wait: (_queue, atMost) => Effect.sleep(atMost)
  })
  await ports.inTestTime(
    Effect.gen(function* () {
      const scope = yield* Effect.scope
      yield* Layer.buildWithScope(RunWorker.layer(), scope).pipe(
        Effect.provide([store, wakeups, ports.layer, Layer.succeed(Executor, { execute })])
      )
      yield* TestClock.adjust("10 seconds")
    })
  )
  return { finished, woken }
}

describe("A run that a worker takes up", () => {
  it("ends as its executor says, after as long as that took", () =>
    fc.assert(
      fc.asyncProperty(arbitrary.queued, arbitrary.outcome, fc.nat({ max: 5_000 }), async (run, outcome, takes) => {
        const { finished } = await work([run], () => Effect.delay(Effect.succeed(outcome), takes))
        expect(finished.length).toBe(1)
        expect(finished[0]?.claim).toEqual(claimOf(run))
        expect(finished[0]?.ending.run).toMatchObject({ ...outcome, id: run.id, completedAt: takes, durationMs: takes })
      }),
      runs
    ))

  it("fails where its executor dies, and tells nobody why", () =>
    fc.assert(
      fc.asyncProperty(arbitrary.queued, fc.string({ minLength: 12 }), async (run, secret) => {
        const { finished } = await work([run], () => Effect.die(new Error(secret)))
        expect(finished[0]?.ending.run).toMatchObject({ status: "failed", error: "executor_error" })
        expect(finished[0]?.ending.run).not.toHaveProperty("errorDetails")
      }),
      runs
    ))

  it("is told to its executor with what was submitted, and without who submitted it", () =>
    fc.assert(
      fc.asyncProperty(arbitrary.queued, async (run) => {
        const jobs: Array<Execution> = []
        await work([run], (job) =>
          Effect.sync(() => {
            jobs.push(job)
            return { status: "completed" }
          })
        )
        const { engine, environment, environmentId, id, input, metadata, offerings, orgId } = run
        const asked = { orgId, runId: id, environment, environmentId, engine, input, metadata, offerings }
        expect(jobs).toEqual([{ ...asked, executor: EngineVersion.echo, secrets: [] }])
        expect(JSON.stringify(Object.keys(jobs[0] ?? {}))).not.toMatch(/apiKey/)
      }),
      runs
    ))

  it("wakes the dispatchers exactly where its end made deliveries", () =>
    fc.assert(
      fc.asyncProperty(arbitrary.queued, fc.nat({ max: 2 }), async (run, deliveries) => {
        const { woken } = await work(
          [run],
          () => Effect.succeed({ status: "completed" }),
          () => Effect.succeed(deliveries)
        )
        expect(woken).toEqual(deliveries > 0 ? ["deliveries"] : [])
      }),
      runs
    ))

  it("never keeps the others from ending, whatever becomes of its own record", () =>
    fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(arbitrary.queued, { selector: ({ id }) => id, maxLength: 5 }),
        fc.nat(),
        fc.constantFrom("lost", "down", "defect"),
        async (queued, nth, what) => {
          const bad = queued[nth % Math.max(1, queued.length)]?.id
          const { finished } = await work(
            queued,
            () => Effect.succeed({ status: "completed" }),
            ({ claim }) =>
              claim.id !== bad
                ? Effect.succeed(0)
                : what === "lost"
                  ? Effect.fail(new LeaseLost({ id: claim.id }))
                  : what === "down"
                    ? Effect.fail(new StorageUnavailable({}))
                    : Effect.die("a defect")
          )
          expect(finished.map(({ claim }) => claim.id).toSorted()).toEqual(
            queued.map(({ id }) => id as string).toSorted()
          )
        }
      ),
      runs
    ))

  it("is echoed by the embedded executor", () =>
    fc.assert(
      fc.asyncProperty(arbitrary.queued, async (run) => {
        const execute = (job: Execution) =>
          Executor.use((executor) => executor.execute(job)).pipe(Effect.provide(Executor.layerEcho))
        const { finished } = await work([run], execute)
        expect(finished[0]?.ending.run).toMatchObject({ status: "completed", output: run.input })
      }),
      runs
    ))
})
