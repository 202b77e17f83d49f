import {
  Announcement,
  Engines,
  Environments,
  Id,
  Instant,
  Orgs,
  Run,
  RunStore,
  Runs,
  Turns,
  Webhooks
} from "@nexio/core"
import { Effect, Exit, Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { caller, onDatabase } from "./Installation.ts"
import { runs } from "./runs.ts"

const steps = [
  "submits",
  "submits for 1.0",
  "submits for 2.x",
  "pins 1.0",
  "pins 2.x",
  "unpins",
  "releases",
  "suspends",
  "resumes",
  "subscribes",
  "deactivates",
  "deletes",
  "ends"
] as const
type Step = (typeof steps)[number]

const under = 3

/** What each step of a history answers: all at once, or each in a group of its own, which reads all that it needs. */
const told = (history: ReadonlyArray<Step>, together: boolean) =>
  onDatabase(() =>
    Effect.gen(function* () {
      const [engines, environments, orgs, store, submissions, webhooks, ids] = [
        yield* Engines,
        yield* Environments,
        yield* Orgs,
        yield* RunStore,
        yield* Runs,
        yield* Webhooks,
        yield* Id.Ids
      ]
      const live = yield* caller
      const { orgId } = live
      const { id: environmentId } = yield* environments.create(orgId, { slug: "dev" })
      const dev = { ...live, environmentId, environment: "dev" as typeof live.environment }
      const submit = (engineVersion?: string) =>
        Effect.map(submissions.submit(dev, "default", { input: {}, engineVersion }), ({ release }) => release)
      const subscribe = webhooks.create(dev, { url: "https://receiver.test/", events: ["run.completed"] })
      const { endpoint } = yield* subscribe

      for (let nth = 0; nth < under; nth += 1) yield* submit()
      const at = yield* Instant.now
      const claimed = [...(yield* store.claim({ at, until: at + 15_000, limit: under, turns: Turns.anyone }))]
      const end = Effect.suspend(() => {
        const next = claimed.pop()
        if (next === undefined) return Effect.succeed({ deliveries: 0 })
        const run = Result.getOrThrow(
          Run.next(next.run, { _tag: "Ended", outcome: { status: "completed" }, at: at + 1 })
        )
        return Effect.map(
          store.finish(next.claim, { run, announcement: Announcement.ofEnd(run, at, ids) }),
          (deliveries) => ({ deliveries })
        )
      })

      const take: Record<Step, Effect.Effect<unknown, unknown>> = {
        submits: submit(),
        "submits for 1.0": submit("1.0"),
        "submits for 2.x": submit("2.x"),
        "pins 1.0": Effect.asVoid(environments.update(orgId, "dev", { pinnedEngineVersion: "1.0" })),
        "pins 2.x": Effect.asVoid(environments.update(orgId, "dev", { pinnedEngineVersion: "2.x" })),
        unpins: Effect.asVoid(environments.update(orgId, "dev", { pinnedEngineVersion: null })),
        releases: Effect.asVoid(
          engines.release(orgId, "default", { changelog: "", executor: { type: "echo" }, breaking: true })
        ),
        suspends: Effect.asVoid(orgs.change(orgId, { suspended: true })),
        resumes: Effect.asVoid(orgs.change(orgId, { suspended: false })),
        subscribes: Effect.asVoid(subscribe),
        deactivates: Effect.asVoid(webhooks.update(dev, endpoint.id, { active: false })),
        deletes: environments.remove(orgId, "dev"),
        ends: end
      }
      const answers = yield* Effect.forEach(history, (step) => Effect.exit(take[step]), {
        concurrency: together ? "unbounded" : 1
      })
      return answers.map((answer, nth) => [
        history[nth],
        Exit.isSuccess(answer) ? answer.value : JSON.stringify(answer.cause.reasons)
      ])
    }).pipe(Effect.provide(Engines.layer))
  )

describe("An intent", () => {
  it("is decided on what it would have read itself, whatever was read and changed before it in its group", () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...steps), { maxLength: 20 }), async (history) => {
        expect(await told(history, true)).toEqual(await told(history, false))
      }),
      runs
    ))
})
