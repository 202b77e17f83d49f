import { Idempotency, Instant, Usage, UsageStore } from "@nexio/core"
import { Effect, Exit } from "effect"
import { describe, expect, it } from "vitest"
import { always, changes } from "./model/Always.ts"
import { refusal } from "./model/World.ts"

describe("In the model, whatever happens", () => {
  it("what is refused changes nothing; where a lease is lost, nothing but the attempt", () =>
    always((moments) => {
      for (const moment of moments) {
        const { after, before, step } = moment
        const refused = refusal(moment)
        if (refused === undefined) continue
        if (step._tag === "Record") expect(refused._tag).toBe("LeaseLost")
        const attempts = step._tag === "Record" ? after.attempts : before.attempts
        expect(after).toEqual({ ...before, attempts })
      }
    }))

  it("a request repeated with its key within 24 hours has one effect and its first answer; with another body, none", () =>
    always((moments) => {
      const done = new Map<string, { readonly fingerprint: string; readonly at: number; readonly answer: string }>()
      for (const [nth, moment] of moments.entries()) {
        const { after, at, before, exit, remember } = moment
        if (remember === undefined) continue
        const key = JSON.stringify([remember.orgId, remember.scope, remember.key])
        const first = done.get(key)
        const isRemembered = first !== undefined && at < first.at + 24 * Instant.hour
        if (!isRemembered) {
          expect(refusal(moment)).not.toBeInstanceOf(Idempotency.Replayed)
          expect(refusal(moment)).not.toBeInstanceOf(Idempotency.IdempotencyConflict)
          if (Exit.isSuccess(exit)) {
            done.set(key, { fingerprint: remember.fingerprint, at, answer: `the answer at moment ${nth}` })
          }
          continue
        }
        expect(after).toBe(before)
        expect(refusal(moment)).toMatchObject(
          first.fingerprint === remember.fingerprint
            ? { _tag: "Replayed", answer: first.answer }
            : { _tag: "IdempotencyConflict", key: remember.key }
        )
      }
    }))

  it("usage is what was acknowledged, counted along the way, each in its hour", () =>
    always((moments) =>
      Effect.gen(function* () {
        const store = yield* UsageStore
        const counted = new Map<string, Usage.Counts>()
        const count = (environmentId: string, at: number, adds: Partial<Usage.Counts>) => {
          const key = `${environmentId} ${Instant.hourOf(at)}`
          counted.set(key, Usage.plus(counted.get(key) ?? Usage.none, adds))
        }
        for (const { after, at, before, exit, step } of moments) {
          const made = after.runs.slice(before.runs.length)
          if (step._tag === "Submit" && Exit.isSuccess(exit))
            count(made[0]?.item.environmentId ?? "", at, { runsSubmitted: made.length })
          for (const { is, was } of changes(before.runs, after.runs)) {
            const { environmentId, startedAt, status } = was.item
            if (step._tag === "Cancel") count(environmentId, at, { runsCancelled: 1 })
            if (step._tag === "DeleteEnvironment") count(environmentId, at, { runsFailed: 1 })
            if (step._tag !== "FinishRun" || status === is?.item.status) continue
            const how = { completed: "runsCompleted", degraded: "runsDegraded", failed: "runsFailed" } as const
            count(environmentId, at, { [how[step.outcome.status]]: 1, runDurationMs: at - startedAt! })
          }
          if (step._tag !== "Record") continue
          for (const { is, was } of changes(before.deliveries, after.deliveries)) {
            if (step.succeeded) count(was.item.environmentId, at, { deliveriesSucceeded: 1 })
            else if (is?.item.dueAt === undefined) count(was.item.environmentId, at, { deliveriesFailed: 1 })
          }
        }
        const range = { from: Date.UTC(2027, 0, 1), to: Date.UTC(2028, 0, 1), width: Instant.hour }
        const read = new Map<string, Usage.Counts>()
        for (const { id } of moments.at(-1)!.after.orgs) {
          const { rows } = yield* store.read(id, "all", range)
          for (const { bucket, counts, environmentId } of rows) read.set(`${environmentId} ${bucket}`, counts)
        }
        expect(Object.fromEntries(read)).toEqual(Object.fromEntries(counted))
      })
    ))
})
