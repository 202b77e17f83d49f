import { Context, type Effect, type Result } from "effect"
import type { EngineSlug } from "../engine/Engine.ts"
import type * as EngineVersion from "../engine/EngineVersion.ts"
import type { OrgId, Reach, RunId, Scope } from "../id/Id.ts"
import type { IdempotencyConflict, Remember, Replayed } from "../idempotency/Idempotency.ts"
import type { Instant } from "../instant/Instant.ts"
import type { OrgNotFound } from "../org/Org.ts"
import type { Page, PageRequest } from "../page/Page.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import type { Announcement } from "../webhook/Announcement.ts"
import type { SigningSecret } from "../webhook/SigningSecret.ts"
import type { Claim, LeaseLost } from "../work/Lease.ts"
import type { Turns } from "../work/Turns.ts"
import type { Refused, SubmittedRun } from "./Admission.ts"
import type * as Replay from "./Replay.ts"
import type { Run, RunNotFound, RunSummary, Status } from "./Run.ts"

/** A run that a worker holds, and what is to execute it. */
export interface ClaimedRun {
  readonly claim: Claim
  readonly run: Run
  /** The executor of the release that the run was given when it was submitted. */
  readonly executor: EngineVersion.Executor
  /** The secrets that its engine signs with at the claim, newest first. */
  readonly secrets: ReadonlyArray<SigningSecret>
}

/** How a run ended, and the event that tells of it. */
export interface Ending {
  readonly run: Run
  readonly announcement: Announcement
}

/** Which runs a list holds; `createdAfter` is inclusive, `createdBefore` exclusive. */
export interface RunFilter {
  readonly status?: Status | undefined
  readonly engine?: EngineSlug | undefined
  readonly createdAfter?: Instant | undefined
  readonly createdBefore?: Instant | undefined
}

/**
 * The port to where runs are kept, and to the queue that workers take them from.
 *
 * Whatever ends a run writes the run, the usage it adds, its event, and a delivery for each endpoint that the event
 * goes to, as one thing. Events of an ordered endpoint are made one after the other: who sees one sees all with a
 * smaller id.
 */
export class RunStore extends Context.Service<
  RunStore,
  {
    /** Reads what a submitted run is admitted by, decides with `Admission.admit`, writes the queued run and counts it. */
    readonly submit: (
      submitted: SubmittedRun,
      remember?: Remember<Run>
    ) => Effect.Effect<Run, Refused | Replayed | IdempotencyConflict | StorageUnavailable>

    /**
     * Takes up to `limit` runs that are queued, or whose lease ran out by `at`, and makes them `processing` under the
     * lease. Environments have their turns as {@link Turns} says, and each gives its oldest runs first. Runs of
     * suspended orgs wait.
     */
    readonly claim: (request: {
      readonly at: Instant
      readonly until: Instant
      readonly limit: number
      /** Default: a round from its beginning, in which all are alike. */
      readonly turns?: Turns | undefined
    }) => Effect.Effect<ReadonlyArray<ClaimedRun>, StorageUnavailable>

    /** Holds the claims until `until`; gives those of them that are lost. */
    readonly renew: (
      claims: ReadonlyArray<Claim>,
      until: Instant
    ) => Effect.Effect<ReadonlyArray<Claim>, StorageUnavailable>

    /** Ends a claimed run. Gives how many deliveries were made. */
    readonly finish: (claim: Claim, ending: Ending) => Effect.Effect<number, LeaseLost | StorageUnavailable>

    /** Loads and locks a run of the scope, decides, and ends it as decided; nothing decided changes nothing. */
    readonly end: <E>(
      scope: Scope,
      id: RunId,
      decide: (run: Run) => Result.Result<Ending | undefined, E>,
      remember?: Remember<Run>
    ) => Effect.Effect<
      { readonly run: Run; readonly deliveries: number },
      E | RunNotFound | Replayed | IdempotencyConflict | StorageUnavailable
    >

    /**
     * Loads and locks the org with its environments and releases, and finds the runs of the selection in any of its
     * environments, decides, and writes and counts the replays that were decided on, in one transaction. Inputs,
     * offerings and metadata are copied where they are kept.
     */
    readonly replay: <E>(
      orgId: OrgId,
      selection: Replay.Selection,
      decide: (found: Replay.Replayable) => Result.Result<Replay.Decision, E>,
      remember?: Remember<Replay.Replayed>
    ) => Effect.Effect<Replay.Replayed, E | OrgNotFound | Replayed | IdempotencyConflict | StorageUnavailable>

    readonly find: (reach: Reach, id: RunId) => Effect.Effect<Run, RunNotFound | StorageUnavailable>

    /** Newest first. */
    readonly list: (
      reach: Reach,
      filter: RunFilter,
      page: PageRequest
    ) => Effect.Effect<Page<RunSummary>, StorageUnavailable>
  }
>()("@nexio/core/run/RunStore") {}
