import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Run } from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import { runs } from "./runs.ts"

const at = arbitrary.present

const happening: fc.Arbitrary<Run.Happening> = fc.oneof(
  fc.record({ _tag: fc.constant("Claimed"), at }),
  fc.record({ _tag: fc.constant("Ended"), outcome: arbitrary.outcome, at }),
  fc.record({ _tag: fc.constant("Cancelled"), at }),
  fc.record({ _tag: fc.constant("EnvironmentDeleted"), at })
)

/** A run and everything that then happens to it, or tries to. */
const history = fc.tuple(arbitrary.queued, fc.array(happening, { maxLength: 12 }))

interface Step {
  readonly before: Run.Run
  readonly happening: Run.Happening
  readonly after: Run.Run
  readonly refused: boolean
}

const always = (check: (step: Step, submitted: Run.Run) => void) =>
  fc.assert(
    fc.property(history, ([submitted, happenings]) => {
      let before = submitted
      for (const happening of happenings) {
        const next = Run.next(before, happening)
        const after = Result.getOrElse(next, () => before)
        check({ before, happening, after, refused: Result.isFailure(next) }, submitted)
        before = after
      }
    }),
    runs
  )

const terminal = ["completed", "degraded", "failed", "cancelled"]

/** What can happen in which state. */
const possible: Record<Run.Status, ReadonlyArray<Run.Happening["_tag"]>> = {
  queued: ["Claimed", "Cancelled", "EnvironmentDeleted"],
  processing: ["Claimed", "Ended"],
  completed: [],
  degraded: [],
  failed: [],
  cancelled: []
}

describe("A run", () => {
  it("never leaves a state that is for good", () =>
    always(({ before, refused }) => {
      if (terminal.includes(before.status)) expect(refused).toBe(true)
    }))

  it("lets happen what its state allows, and nothing else", () =>
    always(({ before, happening, refused }) => {
      expect(!refused).toBe(possible[before.status].includes(happening._tag))
    }))

  it("knows of each state whether it is for good", () =>
    always(({ after }) => {
      expect(Run.isTerminal(after)).toBe(terminal.includes(after.status))
    }))

  it("ends as its executor says, with just what the executor gave", () =>
    always(({ after, happening, refused }) => {
      if (happening._tag !== "Ended" || refused) return
      expect(after).toMatchObject(happening.outcome)
      for (const field of ["stage", "output", "solutions", "error", "errorDetails"] as const) {
        expect(field in after).toBe(field in happening.outcome)
      }
    }))

  it("is failed with environment_deleted where its environment is deleted before it starts", () =>
    always(({ after, happening, refused }) => {
      if (happening._tag === "EnvironmentDeleted" && !refused) {
        expect(after).toMatchObject({ status: "failed", error: "environment_deleted", completedAt: happening.at })
      }
    }))

  it("has a time of completion exactly where it has ended: that of its end", () =>
    always(({ after, before, happening, refused }) => {
      expect("completedAt" in after).toBe(terminal.includes(after.status))
      if (!refused && terminal.includes(after.status)) expect(after.completedAt).toBe(happening.at)
      if (refused) expect(after).toEqual(before)
    }))

  it("keeps its first start however often it is claimed again, and lasts from there to its end, never less than 0", () =>
    always(({ after, before, happening }) => {
      if (before.startedAt !== undefined) expect(after.startedAt).toBe(before.startedAt)
      if (happening._tag === "Claimed" && before.status === "queued") expect(after.startedAt).toBe(happening.at)
      const { completedAt, durationMs, startedAt } = after
      expect(durationMs).toBe(
        completedAt === undefined || startedAt === undefined ? undefined : Math.max(0, completedAt - startedAt)
      )
    }))

  it("never changes what was submitted", () =>
    always(({ after }, submitted) => {
      const { status: _, ...rest } = submitted
      expect(after).toMatchObject(rest)
    }))
})
