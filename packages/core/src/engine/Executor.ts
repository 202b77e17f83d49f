import { Context, Effect, Layer } from "effect"
import type { EnvironmentId, RunId } from "../id/Id.ts"
import type { Json } from "../json/Json.ts"
import type { Outcome } from "../run/Run.ts"
import type { EngineSlug } from "./Engine.ts"

/** What an executor is given of a run. */
export interface Execution {
  readonly runId: RunId
  readonly environment: string
  readonly environmentId: EnvironmentId
  readonly engine: EngineSlug
  readonly input: Json
  readonly offerings?: ReadonlyArray<Json> | undefined
  readonly metadata?: Readonly<Record<string, string>> | undefined
}

/**
 * The port to what executes runs. A host that embeds the core brings its own.
 *
 * It may be called again for the same run after a crash; `runId` tells. A defect fails the run.
 */
export class Executor extends Context.Service<
  Executor,
  {
    readonly execute: (execution: Execution) => Effect.Effect<Outcome>
  }
>()("@nexio/core/engine/Executor") {
  /** The embedded default: the output is the input. */
  static readonly layerEcho = Layer.succeed(Executor, {
    execute: ({ input }) => Effect.succeed({ status: "completed", output: input })
  })
}
