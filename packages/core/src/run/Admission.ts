/**
 * Admission: whether a submitted run is taken, and which release of its engine executes it.
 *
 * A store reads what it is decided on within the transaction that writes the run, so that a version is resolved and
 * frozen at the submission.
 */
import { Result } from "effect"
import { type Engine, EngineNotFound } from "../engine/Engine.ts"
import * as EngineVersion from "../engine/EngineVersion.ts"
import * as VersionRequest from "../engine/VersionRequest.ts"
import type { Environment } from "../environment/Environment.ts"
import * as EnvironmentStanding from "../environment/Standing.ts"
import type { Run } from "./Run.ts"

/** A queued run as it is submitted: without the release that executes it, and with the version that was asked for. */
export interface SubmittedRun extends Omit<Run, "release" | "engineVersion"> {
  /** As the caller wrote it. */
  readonly versionAsked?: string | undefined
}

/** What an admission is decided on. */
export interface Standing extends EnvironmentStanding.Standing {
  readonly environment: Pick<Environment, "deletedAt" | "pinnedEngineVersion"> | undefined
  readonly engine: Pick<Engine, "releases"> | undefined
}

/** Why a run is not taken. */
export type Refused = EnvironmentStanding.Refused | VersionRequest.InvalidEngineVersion | EngineNotFound

/** The run as it is queued: the version asked for, else the environment's pin, else the engine's newest executes it. */
export const admit = (submitted: SubmittedRun, standing: Standing): Result.Result<Run, Refused> => {
  const { versionAsked, ...run } = submitted
  const { engine, environment } = standing
  const stands = EnvironmentStanding.check(standing)
  if (Result.isFailure(stands)) return Result.fail(stands.failure)
  const asked = versionAsked === undefined ? undefined : VersionRequest.parse(versionAsked)
  if (asked !== undefined && Result.isFailure(asked)) return Result.fail(asked.failure)
  if (engine === undefined) return Result.fail(new EngineNotFound({ engine: run.engine }))
  const request = asked?.success ?? environment?.pinnedEngineVersion
  const release = EngineVersion.resolve(engine.releases, request)
  return release === undefined
    ? Result.fail(
        new VersionRequest.InvalidEngineVersion({ version: request, engine: run.engine, pinned: asked === undefined })
      )
    : Result.succeed({ ...run, release, ...(request === undefined ? {} : { engineVersion: release }) })
}
