/** Since when an endpoint fails: what says whether it goes on. */
import assert from "node:assert/strict"
import { type ClaimedDelivery, WebhookStore } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import { same, tagOf } from "../Answers.ts"
import { found } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { claimDeliveries, lease } from "../Observed.ts"
import { after, together, wait } from "../Turns.ts"
import { endpoint, endRuns, subscribe, updateEndpoint } from "../Work.ts"
import { recorded, start } from "./Pending.ts"

const reports = ["Failed", "Succeeded", "Failed too late", "Succeeded too late"] as const
const changes = ["made active again", "moved", "described", "activated while it is active"] as const

type Report = "Succeeded" | "Failed"

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "says since when an endpoint fails: since its first failed attempt after the last success, a new URL or activation",
    guards: "An endpoint would be switched off that works, or one that is gone would be called for ever.",
    given: fc.array(fc.constantFrom(...reports, "Failed", ...changes), { minLength: 1, maxLength: 10 }),
    holds: Effect.fnUntraced(function* (steps) {
      const ids = new Minted()
      const webhooks = yield* WebhookStore
      const [live] = yield* found(ids, start)
      const [one, beside] = [endpoint(ids, live, start), endpoint(ids, live, start)]
      for (const each of [one, beside]) yield* subscribe(each)
      let since: number | undefined
      for (const [nth, step] of steps.entries()) {
        const at = start + nth * 10 * lease
        switch (step) {
          case "made active again":
            for (const active of [false, true]) yield* updateEndpoint(one, { active }, at)
            since = undefined
            break
          case "moved":
            yield* updateEndpoint(one, { url: `https://example.org/${nth}` }, at)
            since = undefined
            break
          case "described":
            yield* updateEndpoint(one, { description: "changed", url: undefined }, at)
            break
          case "activated while it is active":
            yield* updateEndpoint(one, { active: true }, at)
            break
          default: {
            yield* endRuns(ids, live, at)
            const ofOne = ({ delivery }: ClaimedDelivery) => delivery.endpointId === one.id
            const claimed = (yield* claimDeliveries(at)).find(ofOne)!
            const report = recorded(claimed, step.split(" ")[0] as Report, at + 1)
            if (step.endsWith("too late")) {
              yield* claimDeliveries(at + lease)
              same("A report that is too late", yield* tagOf(webhooks.record(claimed.claim, report)), "LeaseLost")
              break
            }
            since = step === "Succeeded" ? undefined : (since ?? report.attempt.startedAt)
            const { failingSince } = yield* webhooks.record(claimed.claim, report)
            same(`What is said of step ${nth}`, failingSince, since)
          }
        }
        same(`Since when it fails after step ${nth}`, (yield* webhooks.find(one, one.id)).failingSince, since)
      }
      same("Since when another fails", (yield* webhooks.find(beside, beside.id)).failingSince, undefined)
    })
  }),

  law({
    name: "knows after attempts that are reported at once whether the last of them failed, and since which",
    guards: "A success would be lost beside a failure, and its endpoint be switched off though it works.",
    given: fc.record({
      reports: fc.array(fc.record({ succeeded: fc.boolean(), wait }), { minLength: 2, maxLength: 8 }),
      before: fc.boolean(),
      change: fc.option(wait, { nil: undefined })
    }),
    holds: Effect.fnUntraced(function* ({ before, change, reports }) {
      const ids = new Minted()
      const webhooks = yield* WebhookStore
      const [live] = yield* found(ids, start)
      const one = endpoint(ids, live, start)
      yield* subscribe(one)
      yield* endRuns(ids, live, start, reports.length + 1)
      const [first, ...claimed] = yield* claimDeliveries(start)
      const report = (each: ClaimedDelivery, _tag: Report, at: number) =>
        webhooks.record(each.claim, recorded(each, _tag, at))
      const earlier = before ? (yield* report(first!, "Failed", start + 1)).failingSince : undefined
      yield* Effect.all(
        [
          Effect.forEach(
            claimed,
            (each, nth) =>
              after(
                reports[nth]!.wait,
                report(each, reports[nth]!.succeeded ? "Succeeded" : "Failed", start + 10 + nth)
              ),
            together
          ),
          // What a change of something else writes leaves it alone.
          change === undefined ? Effect.void : after(change, updateEndpoint(one, { description: "changed" }, start + 2))
        ],
        together
      )
      const { failingSince } = yield* webhooks.find(one, one.id)
      const failed = reports.flatMap(({ succeeded }, nth) => (succeeded ? [] : [start + 10 + nth]))
      if (failed.length === reports.length) {
        if (before) same("Since when it fails", failingSince, earlier)
        else assert.ok(failingSince !== undefined && failed.includes(failingSince), `It fails since ${failingSince}`)
      } else {
        assert.ok(
          failingSince === undefined || failed.includes(failingSince),
          `It fails since ${failingSince}, before something succeeded`
        )
        if (failed.length === 0) same("Since when it fails", failingSince, undefined)
      }
    })
  })
]
