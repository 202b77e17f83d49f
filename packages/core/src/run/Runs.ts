import { Context, Effect, Layer, Metric, Option, Result } from "effect"
import type { Principal } from "../api-key/Principal.ts"
import * as Engine from "../engine/Engine.ts"
import * as VersionRequest from "../engine/VersionRequest.ts"
import { Ids, parse, type Reach, type RunId, type Scope } from "../id/Id.ts"
import type { IdempotencyConflict, Remember, Replayed } from "../idempotency/Idempotency.ts"
import * as Instant from "../instant/Instant.ts"
import type { Json } from "../json/Json.ts"
import type { Page, PageRequest } from "../page/Page.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import * as Announcement from "../webhook/Announcement.ts"
import { Wakeups } from "../work/Wakeups.ts"
import * as WorkMetrics from "../work/WorkMetrics.ts"
import type { Refused } from "./Admission.ts"
import * as Run from "./Run.ts"
import { type RunFilter, RunStore } from "./RunStore.ts"

/** What a caller submits. */
export interface Submission {
  readonly input: Readonly<Record<string, Json>>
  readonly offerings?: ReadonlyArray<Json> | undefined
  readonly metadata?: Readonly<Record<string, string>> | undefined
  /** `1.3` for that one, `1.x` for the newest 1.*. Default: the environment's pin, else the engine's newest. */
  readonly engineVersion?: string | undefined
}

/** The use cases of runs. */
export class Runs extends Context.Service<
  Runs,
  {
    /** A queued run in the caller's environment; it is stored when this answers. */
    readonly submit: (
      caller: Principal,
      engine: string,
      submission: Submission,
      remember?: Remember<Run.Run>
    ) => Effect.Effect<Run.Run, Refused | Replayed | IdempotencyConflict | StorageUnavailable>
    /** One within reach; what belongs elsewhere is not found. */
    readonly find: (reach: Reach, id: RunId) => Effect.Effect<Run.Run, Run.RunNotFound | StorageUnavailable>
    /** Those within reach that the filter says, newest first, without what can be large. */
    readonly list: (
      reach: Reach,
      filter: RunFilter,
      page: PageRequest
    ) => Effect.Effect<Page<Run.RunSummary>, StorageUnavailable>
    /** Ends a queued run before it starts; one that is cancelled already is given as it is. */
    readonly cancel: (
      scope: Scope,
      id: RunId,
      remember?: Remember<Run.Run>
    ) => Effect.Effect<
      Run.Run,
      Run.RunNotFound | Run.RunNotCancellable | Replayed | IdempotencyConflict | StorageUnavailable
    >
  }
>()("@nexio/core/run/Runs") {
  static readonly layer = Layer.effect(
    Runs,
    Effect.gen(function* () {
      const store = yield* RunStore
      const wakeups = yield* Wakeups
      const ids = yield* Ids
      return Runs.of({
        find: store.find,
        list: store.list,
        submit: Effect.fnUntraced(function* (caller, engine, submission, remember) {
          const slug = engine === Engine.defaultEngine ? Engine.defaultEngine : yield* engineOf(engine, submission)
          const at = yield* Instant.now
          const run = yield* store.submit(
            {
              id: ids.next<RunId>(at),
              orgId: caller.orgId,
              environmentId: caller.environmentId,
              environment: caller.environment,
              engine: slug,
              status: "queued",
              createdAt: at,
              ...(caller.apiKeyId === undefined ? {} : { apiKeyId: caller.apiKeyId }),
              input: submission.input,
              ...(submission.offerings === undefined ? {} : { offerings: submission.offerings }),
              ...(submission.metadata === undefined ? {} : { metadata: submission.metadata }),
              versionAsked: submission.engineVersion
            },
            remember
          )
          yield* Metric.update(WorkMetrics.runsSubmitted, 1)
          yield* wakeups.wake("runs")
          return run
        }),
        cancel: Effect.fn("Runs.cancel")(function* (scope, id, remember) {
          const at = yield* Instant.now
          const { deliveries, run } = yield* store.end(
            scope,
            id,
            (run) => {
              if (run.status === "cancelled") return Result.succeed(undefined)
              return Result.mapBoth(Run.next(run, { _tag: "Cancelled", at }), {
                onFailure: () => new Run.RunNotCancellable({ status: run.status }),
                onSuccess: (cancelled) => ({ run: cancelled, announcement: Announcement.ofEnd(cancelled, at, ids) })
              })
            },
            remember
          )
          if (run.completedAt === at) yield* Metric.update(WorkMetrics.runsEnded(run.status), 1)
          if (deliveries > 0) yield* wakeups.wake("deliveries")
          return run
        })
      })
    })
  )
}

/** What is wrong with the version that is asked for comes before a slug that is malformed, and so that of no engine. */
const engineOf = (
  engine: string,
  { engineVersion }: Submission
): Effect.Effect<Engine.EngineSlug, Engine.EngineNotFound | VersionRequest.InvalidEngineVersion> => {
  const slug = parse(Engine.EngineSlug, engine)
  if (Option.isSome(slug)) return Effect.succeed(slug.value)
  return Effect.andThen(
    engineVersion === undefined ? Effect.void : Effect.fromResult(VersionRequest.parse(engineVersion)),
    Effect.fail(new Engine.EngineNotFound({ engine }))
  )
}
