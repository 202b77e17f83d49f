import { Engine, EngineVersion, type Id, Run, type Submission } from "@nexio/core"
import { Result } from "effect"
import fc from "fast-check"
import { id, idAt } from "./Id.ts"
import { present } from "./Instant.ts"
import { json, jsonObject, metadata, text } from "./Json.ts"
import { slug } from "./Slug.ts"

/** What a caller submits. */
export const submission: fc.Arbitrary<Submission> = fc.record(
  { input: jsonObject, offerings: fc.array(json, { maxLength: 3 }), metadata },
  { requiredKeys: ["input"] }
)

/** How an executor says that a run went. */
export const outcome: fc.Arbitrary<Run.Outcome> = fc.record(
  {
    status: fc.constantFrom("completed", "degraded", "failed"),
    stage: text({ maxLength: 20 }),
    output: json,
    solutions: fc.array(json, { maxLength: 3 }),
    error: text({ maxLength: 40 }),
    errorDetails: json
  },
  { requiredKeys: ["status"] }
)

/** A run as it was just submitted; its id is of the instant at which it was. */
export const queuedRun: fc.Arbitrary<Run.Run> = present.chain((createdAt) =>
  fc
    .tuple(
      submission,
      fc.record(
        {
          id: idAt<Id.RunId>(createdAt),
          orgId: id<Id.OrgId>(),
          environmentId: id<Id.EnvironmentId>(),
          environment: slug,
          apiKeyId: id<Id.ApiKeyId>()
        },
        { requiredKeys: ["id", "orgId", "environmentId", "environment"] }
      )
    )
    .map(
      ([{ input, metadata, offerings }, of]): Run.Run => ({
        ...of,
        engine: Engine.defaultEngine,
        release: EngineVersion.Version.make("1.0"),
        status: "queued",
        createdAt,
        input,
        ...(offerings === undefined ? {} : { offerings }),
        ...(metadata === undefined ? {} : { metadata })
      })
    )
)

const milliseconds = fc.oneof(fc.nat({ max: 5_000 }), fc.nat({ max: 7_200_000 }))

/** What can happen to a run, in an order in which it can. */
const lives: fc.Arbitrary<ReadonlyArray<(at: number) => Run.Happening>> = outcome.chain((outcome) =>
  fc.constantFrom(
    [],
    [(at: number) => ({ _tag: "Cancelled", at }) as const],
    [(at: number) => ({ _tag: "EnvironmentDeleted", at }) as const],
    [(at: number) => ({ _tag: "Claimed", at }) as const],
    [(at: number) => ({ _tag: "Claimed", at }) as const, (at: number) => ({ _tag: "Ended", outcome, at }) as const]
  )
)

const lived = (
  run: Run.Run,
  happenings: ReadonlyArray<(at: number) => Run.Happening>,
  waits: ReadonlyArray<number>
): Run.Run => {
  let at = run.createdAt
  return happenings.reduce((run, happening, nth) => {
    at += waits[nth] ?? 0
    return Result.getOrThrow(Run.next(run, happening(at)))
  }, run)
}

/** A run in any state, as its state machine brings it there. */
export const run: fc.Arbitrary<Run.Run> = fc
  .tuple(queuedRun, lives, fc.tuple(milliseconds, milliseconds))
  .map(([run, happenings, waits]) => lived(run, happenings, waits))

/** A run that has ended, in any of the ways that one can. */
export const endedRun: fc.Arbitrary<Run.Run> = run.filter(Run.isTerminal)
