/** The server switches off what is gone or fails for too long, once, and nothing else. */
import { AuditStore, type ClaimedDelivery, Deactivation, WebhookStore } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { type Law, law } from "../../Law.ts"
import { originAt } from "../../Origins.ts"
import type { Stores } from "../../Stores.ts"
import { same, sameSet, tagOf } from "../Answers.ts"
import { found } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { claimDeliveries, lease } from "../Observed.ts"
import { after, together, wait } from "../Turns.ts"
import { endpoint, endRuns, removeEndpoint, subscribe, updateEndpoint } from "../Work.ts"
import { recorded, start } from "./Pending.ts"

const late = start + Deactivation.patience

/** What comes between a failed attempt and the deactivation that it speaks for; and whether that spares a failing one, or one that is gone. */
const between = {
  nothing: [false, false],
  "another failure": [false, false],
  "a success": [true, false],
  "a new URL": [true, true],
  "another activation": [true, false],
  "its end": [true, true]
} as const

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "deactivates what is gone or fails for 120 h once, with all that is pending for it, and tells the others, unless that is no longer so",
    guards: "A receiver that works again would be switched off, or one that is gone would be called on.",
    given: fc.record({
      gone: fc.boolean(),
      comes: fc.constantFrom(...(Object.keys(between) as ReadonlyArray<keyof typeof between>)),
      runs: fc.integer({ min: 2, max: 4 }),
      waits: fc.array(wait, { minLength: 1, maxLength: 4 })
    }),
    holds: Effect.fnUntraced(function* ({ comes, gone, runs, waits }) {
      const ids = new Minted()
      const webhooks = yield* WebhookStore
      const [live] = yield* found(ids, start)
      const [one, beside] = [endpoint(ids, live, start), endpoint(ids, live, start)]
      for (const each of [one, beside]) yield* subscribe(each)
      yield* endRuns(ids, live, start, runs)
      const [first, second] = (yield* claimDeliveries(start)).filter(({ delivery }) => delivery.endpointId === one.id)
      const report = (each: ClaimedDelivery, _tag: "Succeeded" | "Failed") =>
        webhooks.record(each.claim, recorded(each, _tag, start))
      yield* report(first!, "Failed")
      const happen: Readonly<Record<typeof comes, Effect.Effect<unknown, unknown, Stores>>> = {
        nothing: Effect.void,
        "another failure": report(second!, "Failed"),
        "a success": report(second!, "Succeeded"),
        "a new URL": updateEndpoint(one, { url: "https://example.org" }, start + 1),
        "another activation": Effect.forEach([false, true], (active) => updateEndpoint(one, { active }, start + 1)),
        "its end": removeEndpoint(one, start + 1)
      }
      yield* happen[comes]
      const block = ids.block()
      const failure = { ...first!.delivery, statusCode: gone ? 410 : 500, at: late }
      const deactivate = webhooks.change(one, (among) =>
        Deactivation.decide(among, failure, originAt(late), new Minted(block))
      )
      const answers = yield* Effect.forEach(waits, (wait) => after(wait, tagOf(deactivate)), together)
      const isSpared = between[comes][gone ? 1 : 0]
      sameSet("The answers", answers, isSpared ? waits.map(() => "EndpointSpared") : spent(waits.length))
      const log = yield* AuditStore.use((log) => log.after(live.orgId, 0, 1_000))
      same(
        "The entries in the audit log",
        log
          .filter(({ action }) => action === "webhook.disabled")
          .map(({ actor, createdAt, environmentId, target }) => ({ actor, createdAt, environmentId, target })),
        isSpared ? [] : [{ actor: "system", createdAt: late, environmentId: live.id, target: one.id }]
      )
      if (comes !== "its end") same("Whether it is active", (yield* webhooks.find(one, one.id)).active, isSpared)
      const given = yield* claimDeliveries(late + 1_000 * lease)
      const told = given.filter(({ event }) => event.type === "endpoint.disabled")
      sameSet(
        "Who is told of it, and what",
        told.map(({ delivery, event }) => [delivery.endpointId, JSON.parse(event.payload).data.endpoint]),
        isSpared ? [] : [[beside.id, { id: one.id, url: one.url }]]
      )
      const left = given.filter((each) => !told.includes(each)).map(({ delivery }) => delivery.endpointId)
      const isLeft = isSpared && comes !== "its end" && comes !== "another activation"
      same("How much is left for another", left.filter((id) => id === beside.id).length, runs)
      same("Whether something is left for it", left.includes(one.id), isLeft)
    })
  })
]

/** One does it, and the others come too late. */
const spent = (count: number) => ["done", ...Array.from({ length: count - 1 }, () => "EndpointSpared")]
