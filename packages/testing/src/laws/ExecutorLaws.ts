/** What every executor of runs keeps, whatever it does with them. */
import assert from "node:assert/strict"
import { isDeepStrictEqual } from "node:util"
import { Engine, EngineVersion, type Execution, Executor, Json, Run } from "@nexio/core"
import { Effect, Schema } from "effect"
import fc from "fast-check"
import * as arbitrary from "../arbitraries/index.ts"
import { type Law, law } from "./Law.ts"

const isOutcome = Schema.is(Run.Outcome)

/** As workers hand them on. */
const execution: fc.Arbitrary<Execution> = arbitrary.queuedRun.map((run) => ({
  orgId: run.orgId,
  runId: run.id,
  environment: run.environment,
  environmentId: run.environmentId,
  engine: Engine.defaultEngine,
  executor: EngineVersion.echo,
  secrets: [],
  input: run.input,
  offerings: run.offerings,
  metadata: run.metadata
}))

const execute = (execution: Execution) => Effect.flatMap(Executor, (executor) => executor.execute(execution))

export const laws: ReadonlyArray<Law<Executor>> = [
  law({
    name: "gives every run an outcome, and dies of none",
    guards: "The run would end as executor_error, and nobody would know why.",
    given: execution,
    holds: Effect.fnUntraced(function* (execution) {
      const outcome = yield* execute(execution)
      assert.ok(isOutcome(outcome), `${fc.stringify(outcome)} is no outcome`)
    })
  }),
  law({
    name: "gives nothing that cannot be stored",
    guards: "The run could not be recorded, would be taken up again, and would never end.",
    given: execution,
    holds: Effect.fnUntraced(function* (execution) {
      for (const [name, value] of Object.entries(yield* execute(execution))) {
        assert.equal(Json.unstorable(value), undefined, name)
      }
    })
  }),
  law({
    name: "gives what is the same again once it was JSON",
    guards: "Callers and receivers would read another output than the one that was meant.",
    given: execution,
    holds: Effect.fnUntraced(function* (execution) {
      const outcome = yield* execute(execution)
      assert.deepEqual(JSON.parse(JSON.stringify(outcome)), structuredClone(outcome))
    })
  }),
  law({
    name: "takes the same run again, one time after the other and twice at once",
    guards: "A run whose server was killed would fail when another takes it over.",
    given: execution,
    holds: Effect.fnUntraced(function* (execution) {
      const first = yield* execute(execution)
      const others = yield* Effect.forEach([execution, structuredClone(execution)], execute, {
        concurrency: "unbounded"
      })
      for (const outcome of [first, ...others]) assert.ok(isOutcome(outcome), `${fc.stringify(outcome)} is no outcome`)
    })
  }),
  law({
    name: "executes runs of several environments one beside the other, and gives each what it would get alone",
    guards: "One environment's runs would fail while another's are executed, or end with the other's output.",
    given: fc.array(execution, { minLength: 2, maxLength: 5 }),
    holds: Effect.fnUntraced(function* (executions) {
      const alone = yield* Effect.forEach(executions, execute)
      const again = yield* Effect.forEach(executions, execute)
      const beside = yield* Effect.forEach(executions, execute, { concurrency: "unbounded" })
      for (const [nth, outcome] of beside.entries()) {
        assert.ok(isOutcome(outcome), `${fc.stringify(outcome)} is no outcome`)
        // An executor may answer otherwise each time; then there is nothing to compare.
        if (isDeepStrictEqual(alone[nth], again[nth])) assert.deepEqual(outcome, alone[nth])
      }
    })
  }),
  law({
    name: "leaves the run that it is given as it is",
    guards: "The input would be recorded, and shown to its caller, as something that nobody submitted.",
    given: execution,
    holds: Effect.fnUntraced(function* (execution) {
      const before = structuredClone(execution)
      yield* execute(execution)
      assert.deepEqual(execution, before)
    })
  })
]
