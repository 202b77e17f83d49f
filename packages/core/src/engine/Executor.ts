import { Context, Effect, Layer } from "effect"
import type { EnvironmentId, OrgId, RunId } from "../id/Id.ts"
import type { Json } from "../json/Json.ts"
import type { Outcome } from "../run/Run.ts"
import type { SigningSecret } from "../webhook/SigningSecret.ts"
import type { EngineSlug } from "./Engine.ts"
import type * as EngineVersion from "./EngineVersion.ts"

/** What an executor is given of a run. */
export interface Execution {
  readonly orgId: OrgId
  readonly runId: RunId
  readonly environment: string
  readonly environmentId: EnvironmentId
  readonly engine: EngineSlug
  /** The version that executes it, where one was asked for or pinned. */
  readonly engineVersion?: EngineVersion.Version | undefined
  /** What the version says of its executor. */
  readonly executor: EngineVersion.Executor
  /** The engine's signing secrets that are valid now, newest first; none where it has none. */
  readonly secrets: ReadonlyArray<SigningSecret>
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
  /** The embedded default, whatever the version says: the output is the input. */
  static readonly layerEcho = Layer.succeed(Executor, {
    execute: ({ input }) => Effect.succeed({ status: "completed", output: input })
  })
}
