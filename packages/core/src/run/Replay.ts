/**
 * Replays: runs of any environment of an org, deleted ones too, submitted anew in a non-live one.
 *
 * What was asked is taken as it is. The version is resolved anew, by the pin of the environment that it happens in.
 */
import { Result } from "effect"
import { OrgSuspended } from "../api-key/Authentication.ts"
import * as AuditEntry from "../audit/AuditEntry.ts"
import type { Origin } from "../audit/Origin.ts"
import type { EngineSlug } from "../engine/EngineSlug.ts"
import * as EngineVersion from "../engine/EngineVersion.ts"
import { InvalidEngineVersion } from "../engine/VersionRequest.ts"
import { WrongEnvironmentKind } from "../environment/Clone.ts"
import { type Environment, EnvironmentNotFound } from "../environment/Environment.ts"
import type { Tenancy } from "../environment/Tenancy.ts"
import type { ApiKeyId, EnvironmentId, RunId } from "../id/Id.ts"
import type { Instant } from "../instant/Instant.ts"
import { type Run, RunNotFound, type Status } from "./Run.ts"

/** The most runs that one request replays. */
export const maxRuns = 1_000

/** Which runs: these, or those of an environment and a time, oldest first, after the one of the id `after`. */
export type Selection =
  | { readonly ids: ReadonlyArray<RunId> }
  | {
      readonly environmentId: EnvironmentId
      /** Inclusive. */
      readonly createdAfter: Instant
      /** Exclusive. */
      readonly createdBefore: Instant
      readonly status?: Status | undefined
      readonly limit: number
      readonly after?: string | undefined
    }

/** A run that can be replayed, without what can be large. */
export type Original = Pick<Run, "id" | "environmentId" | "engine">

/** What the rule about replays decides on, read and locked together. */
export interface Replayable extends Tenancy {
  /** Those of the selection that there are, whose input was not removed. */
  readonly originals: ReadonlyArray<Original>
  /** Of each engine of the org. */
  readonly releases: ReadonlyMap<EngineSlug, EngineVersion.Releases>
}

/** A run that is submitted anew: all but what it takes from its original. */
export type Replay = Pick<Run, "id" | "release"> & {
  readonly of: Original
  readonly engineVersion?: EngineVersion.Version
}

export interface Decision {
  /** Where it happens. */
  readonly environment: Environment
  readonly at: Instant
  /** Absent where a member asked for it. */
  readonly apiKeyId?: ApiKeyId | undefined
  readonly replays: ReadonlyArray<Replay>
  readonly entry: AuditEntry.Draft
}

/** What was replayed; `next` is the position to go on from, absent at the end of the selection. */
export interface Replayed {
  readonly runs: ReadonlyArray<{ readonly id: RunId; readonly replayOf: RunId }>
  readonly next?: string | undefined
}

/** Replays the selected runs in the environment `into`: all of them, or none. `idOf` gives the same each time. */
export const replay = (
  found: Replayable,
  asked: { readonly into: string; readonly selection: Selection; readonly apiKeyId?: ApiKeyId | undefined },
  origin: Origin,
  idOf: (nth: number) => RunId
): Result.Result<
  Decision,
  OrgSuspended | EnvironmentNotFound | RunNotFound | InvalidEngineVersion | WrongEnvironmentKind
> => {
  const { apiKeyId, into, selection } = asked
  if (found.org.suspendedAt !== undefined) return Result.fail(new OrgSuspended())
  const environment = found.environments.find(({ slug }) => slug === into)
  if (environment === undefined) return Result.fail(new EnvironmentNotFound({ environment: into }))
  const originals = "ids" in selection ? inOrder(found.originals, selection.ids) : found.originals
  if (originals === undefined) return Result.fail(new RunNotFound())
  const pin = environment.pinnedEngineVersion
  const replays: Array<Replay> = []
  for (const [nth, of] of originals.entries()) {
    const release = EngineVersion.resolve(found.releases.get(of.engine) ?? [], pin)
    if (release === undefined) {
      return Result.fail(new InvalidEngineVersion({ engine: of.engine, version: pin, pinned: true }))
    }
    replays.push({ id: idOf(nth), of, release, ...(pin === undefined ? {} : { engineVersion: release }) })
  }
  const { kind, slug } = environment
  if (kind !== "environment") return Result.fail(new WrongEnvironmentKind({ slug, kind }))
  const entry = AuditEntry.draft(origin, {
    action: "environment.replayed",
    target: environment.id,
    environmentId: environment.id,
    details: { runs: replays.length }
  })
  return Result.succeed({ environment, at: origin.at, apiKeyId, replays, entry })
}

/** The originals in the order in which they were asked for; none where one of them is not there. */
const inOrder = (
  originals: ReadonlyArray<Original>,
  ids: ReadonlyArray<RunId>
): ReadonlyArray<Original> | undefined => {
  const byId = new Map(originals.map((original) => [original.id, original]))
  const found = ids.flatMap((id) => byId.get(id) ?? [])
  return found.length === ids.length ? found : undefined
}

/** What is answered of a decision. */
export const answer = ({ replays }: Decision, next?: string): Replayed => ({
  runs: replays.map(({ id, of }) => ({ id, replayOf: of.id })),
  ...(next === undefined ? {} : { next })
})
