import { Cause, Effect, Layer, Metric, Result } from "effect"
import { type Execution, Executor } from "../engine/Executor.ts"
import * as Slug from "../environment/Slug.ts"
import { Ids } from "../id/Id.ts"
import * as Instant from "../instant/Instant.ts"
import * as Announcement from "../webhook/Announcement.ts"
import { Wakeups } from "../work/Wakeups.ts"
import * as Worker from "../work/Worker.ts"
import * as WorkMetrics from "../work/WorkMetrics.ts"
import * as Run from "./Run.ts"
import { type ClaimedRun, RunStore } from "./RunStore.ts"

/**
 * Executes queued runs, for as long as the layer lives.
 *
 * A run is executed at least once and ends exactly once: what a worker reports after its lease ran out changes
 * nothing. An executor that dies fails the run.
 */
export const layer = (options: Partial<Worker.WorkOptions> = {}) =>
  Layer.effectDiscard(
    Effect.gen(function* () {
      const store = yield* RunStore
      const executor = yield* Executor
      const wakeups = yield* Wakeups
      const ids = yield* Ids

      const perform = Effect.fnUntraced(
        function* (claimed: ClaimedRun) {
          const { claim, run } = claimed
          const outcome = yield* Effect.catchCause(executor.execute(executionOf(claimed)), (cause) =>
            Effect.as(Effect.logError("An executor failed", cause), {
              status: "failed",
              error: "executor_error"
            } as const)
          )
          const at = yield* Instant.now
          const ended = Result.getOrThrow(Run.next(run, { _tag: "Ended", outcome, at }))
          const deliveries = yield* store.finish(claim, {
            run: ended,
            announcement: Announcement.ofEnd(ended, at, ids)
          })
          yield* Metric.update(WorkMetrics.runsEnded(ended.status), 1)
          if (deliveries > 0) yield* wakeups.wake("deliveries")
        },
        Effect.catchTag("LeaseLost", (lost) => Effect.logInfo(`Run ${lost.id} was taken over or stopped`)),
        Effect.catchCause((cause) =>
          Effect.logWarning("A run could not be recorded, and will be taken up again", Cause.squash(cause))
        )
      )

      yield* Worker.start(
        {
          queue: "runs",
          claim: store.claim,
          isLive: ({ run }) => run.environment === Slug.live,
          renew: store.renew,
          perform
        },
        { ...Worker.defaults, ...options }
      )
    })
  )

const executionOf = ({ executor, run, secrets }: ClaimedRun): Execution => ({
  orgId: run.orgId,
  runId: run.id,
  environment: run.environment,
  environmentId: run.environmentId,
  engine: run.engine,
  engineVersion: run.engineVersion,
  executor,
  secrets,
  input: run.input,
  offerings: run.offerings,
  metadata: run.metadata
})
