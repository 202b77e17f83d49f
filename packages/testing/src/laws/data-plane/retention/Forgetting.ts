/** Remembered answers are forgotten once their time is over, and not before. */
import { type Id, Idempotency, Instant, RetentionStore, RunStore } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import { same, tagOf } from "../Answers.ts"
import { found } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { queued } from "../Work.ts"

const start = Date.UTC(2027, 0, 1)

export const laws: ReadonlyArray<Law<Stores | RetentionStore>> = [
  law({
    name: "forgets all answers whose time is over at last, so many at once as it is asked to, of any org, and no other",
    guards: "A repeated request would be done twice within its day; or answers would be kept for good.",
    given: fc.record({
      hours: fc.array(fc.tuple(fc.boolean(), fc.nat({ max: 30 })), { minLength: 1, maxLength: 6 }),
      at: fc.integer({ min: 20, max: 60 }),
      limit: fc.constantFrom(1, 2, 100)
    }),
    holds: Effect.fnUntraced(function* ({ at: hour, hours, limit }) {
      const ids = new Minted()
      const [runs, retention] = [yield* RunStore, yield* RetentionStore]
      const [one] = yield* found(ids, start)
      const [other] = yield* found(ids, start)
      const at = start + hour * Instant.hour
      const remember = (orgId: Id.OrgId, nth: number, at: number) => ({
        orgId,
        scope: "here",
        key: `key ${nth}`,
        fingerprint: "a body",
        at,
        answer: () => "the answer"
      })
      for (const [nth, [isOther, hour]] of hours.entries()) {
        const environment = isOther ? other : one
        const made = start + hour * Instant.hour
        yield* runs.submit(queued(ids, environment, made), remember(environment.orgId, nth, made))
      }
      const isOver = (hour: number) => start + hour * Instant.hour + Idempotency.lifetime <= at
      const over = hours.filter(([, hour]) => isOver(hour)).length
      for (let left = over; left > 0; left -= limit) {
        same("How many at once", yield* retention.forget({ at, limit }), Math.min(limit, left))
      }
      same("How many in the end", yield* retention.forget({ at, limit }), 0)
      for (const [nth, [isOther, hour]] of hours.entries()) {
        const environment = isOther ? other : one
        // Asked as if no time had passed: only what is forgotten is done again.
        const again = runs.submit(queued(ids, environment, at), remember(environment.orgId, nth, start))
        same(`What was asked at hour ${hour}`, yield* tagOf(again), isOver(hour) ? "done" : "Replayed")
      }
    })
  })
]
