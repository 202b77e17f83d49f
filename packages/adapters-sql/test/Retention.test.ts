import {
  Announcement,
  Delivery,
  Id,
  Instant,
  RetentionStore,
  Run,
  RunStore,
  Runs,
  WebhookStore,
  Webhooks
} from "@nexio/core"
import { Effect, Result } from "effect"
import { expect, it } from "vitest"
import { SqliteDatabase } from "../src/index.ts"
import { at, caller, onDatabase } from "./Installation.ts"
import * as Tables from "./Tables.ts"

const now = Date.UTC(2027, 0, 1)
const later = now + 30 * Instant.day
const asked = { before: now + Instant.day, at: later, limit: 10 }

/** Three runs of a subscriber twice over: of the first both deliveries end, of the second one, and the third waits. */
const happened = Effect.gen(function* () {
  const who = yield* caller
  const [runs, webhooks, ids] = [yield* RunStore, yield* WebhookStore, yield* Id.Ids]
  const subscribe = Webhooks.use((all) => all.create(who, { url: "https://example.com", events: ["run.completed"] }))
  yield* subscribe
  yield* subscribe
  for (let nth = 0; nth < 3; nth += 1) {
    yield* Runs.use((all) => all.submit(who, "default", { input: { secret: nth }, metadata: { nth: `${nth}` } }))
    if (nth === 2) break
    const [claimed] = yield* runs.claim({ at: now, until: later, limit: 1 })
    const happening = { _tag: "Ended", outcome: { status: "completed", output: "secret" }, at: now } as const
    const run = Result.getOrThrow(Run.next(claimed!.run, happening))
    yield* runs.finish(claimed!.claim, { run, announcement: Announcement.ofEnd(run, now, ids) })
  }
  const due = yield* webhooks.claimDue({ at: now, until: later, limit: 10 })
  for (const { attempt, claim, delivery } of due.slice(0, 3)) {
    yield* webhooks.record(claim, {
      attempt: { number: attempt, startedAt: now, latencyMs: 1, statusCode: 200, answer: "secret" },
      delivery: Result.getOrThrow(Delivery.next(delivery, { _tag: "Succeeded" }, now, [], 0))
    })
  }
}).pipe(at(now))

const empty = RetentionStore.use((retention) => retention.empty(asked))

const bodies = (path: string) => ({
  inputs: Tables.read(path, "select input from runs order by id").map(({ input }) => input),
  payloads: Tables.read(path, "select payload <> '' as kept, emptied_at from events order by id"),
  answers: Tables.read(path, "select answer from attempts order by delivery_id").map(({ answer }) => answer)
})

it("empties the payload of an event with the last of its deliveries, and leaves what waits", () =>
  onDatabase((path) =>
    Effect.gen(function* () {
      yield* happened
      expect(yield* empty).toEqual({ runs: 2, deliveries: 3 })
      expect(bodies(path)).toEqual({
        inputs: ["{}", "{}", '{"secret":2}'],
        payloads: [
          { kept: 0, emptied_at: later },
          { kept: 1, emptied_at: null }
        ],
        answers: [null, null, null, null]
      })
      const rest = JSON.stringify(Tables.dump(path, ["runs", "attempts"]))
      expect(rest.match(/secret/g)).toEqual(["secret"])
      expect(Tables.read(path, "select metadata from runs order by id").map(({ metadata }) => metadata)).toEqual(
        ["0", "1", "2"].map((nth) => `{"nth":"${nth}"}`)
      )
    })
  ))

it("empties all of a batch or nothing, and what a failure leaves is emptied by the next", () =>
  onDatabase((path) =>
    Effect.gen(function* () {
      yield* happened
      const { writer } = yield* SqliteDatabase
      writer.exec("create trigger refuse before update on events begin select raise(abort, 'the disk is on fire'); end")
      const before = Tables.dump(path)
      expect(yield* Effect.flip(empty)).toMatchObject({ _tag: "StorageUnavailable" })
      expect(Tables.dump(path)).toEqual(before)
      writer.exec("drop trigger refuse")
      expect(yield* empty).toEqual({ runs: 2, deliveries: 3 })
      expect(yield* empty).toEqual({ runs: 0, deliveries: 0 })
    })
  ))
