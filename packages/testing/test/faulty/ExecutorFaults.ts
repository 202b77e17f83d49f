import { type Execution, Executor, type Run } from "@nexio/core"
import { Effect } from "effect"
import { inPort } from "./Fault.ts"

const answering = (right: Executor["Service"], look: (outcome: Run.Outcome) => object): Executor["Service"] => ({
  execute: (execution) => Effect.map(right.execute(execution), (outcome) => look(outcome) as Run.Outcome)
})

export const faults = inPort(Executor, "Executor", [
  {
    name: "ends a run with a status that there is not",
    breaks: "An outcome is completed, degraded or failed (5; Run.Outcome).",
    wrap: (right) => answering(right, (outcome) => ({ ...outcome, status: "succeeded" }))
  },
  {
    name: "gives an output that is no JSON",
    breaks: "An output is JSON, which is stored and read back the same (5; Run.Outcome).",
    wrap: (right) => answering(right, (outcome) => ({ ...outcome, output: { at: new Date(0), of: outcome.output } }))
  },
  {
    name: "gives no number where there is none",
    breaks: "An output is JSON, which has no NaN (5; Run.Outcome).",
    wrap: (right) => answering(right, (outcome) => ({ ...outcome, output: Number.NaN }))
  },
  {
    name: "gives null for solutions that it does not have",
    breaks: "Optional fields are left out rather than null (3, Values; Run.Outcome).",
    wrap: (right) => answering(right, (outcome) => ({ ...outcome, solutions: null }))
  },
  {
    name: "changes the input that it is given",
    breaks: "A run's input is as it was submitted, whatever executes it (5, GET /runs/{run_id}).",
    wrap: (right) => ({
      execute: (execution) =>
        Effect.suspend(() => {
          const { input } = execution
          if (typeof input === "object" && input !== null) Object.assign(input, { executed: true })
          return right.execute(execution)
        })
    })
  },
  {
    name: "dies where it is called again for a run",
    breaks: "It may be called again for the same run after a crash (Executor; 5, Executors).",
    wrap: (right) => {
      const seen = new Set<string>()
      return {
        execute: (execution) => {
          if (seen.has(execution.runId)) return Effect.die(new Error("This run was executed"))
          seen.add(execution.runId)
          return right.execute(execution)
        }
      }
    }
  },
  {
    name: "mixes up runs that it executes at once",
    breaks: "What ends a run was made of that run, whatever is executed beside it (2.6; Executor).",
    wrap: (right) => {
      let current: Execution | undefined
      return {
        execute: (execution) =>
          Effect.suspend(() => {
            current = execution
            return Effect.andThen(
              Effect.yieldNow,
              Effect.suspend(() => right.execute(current ?? execution))
            )
          })
      }
    }
  },
  {
    name: "executes the runs of one environment alone",
    breaks: "An executor is called for runs of all environments (5, Executors).",
    wrap: (right) => {
      let first: string | undefined
      return {
        execute: (execution) => {
          first ??= execution.environmentId
          return first === execution.environmentId
            ? right.execute(execution)
            : Effect.die(new Error("It is busy with another environment"))
        }
      }
    }
  }
])
