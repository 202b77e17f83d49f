/** What ends in an environment is told to those who subscribe there, once, as it was. */

import { Endpoint, type Run, RunStore, SigningSecret, WebhookStore } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import * as arbitrary from "../../../arbitraries/index.ts"
import { type Law, law } from "../../Law.ts"
import { originAt } from "../../Origins.ts"
import type { Stores } from "../../Stores.ts"
import { same, sameSet } from "../Answers.ts"
import { found, scopeOf } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { claimDeliveries, claimRuns, lease } from "../Observed.ts"
import { cancelling, ended, endpoint, endRuns, queued, removeEndpoint, subscribe, updateEndpoint } from "../Work.ts"

const start = Date.UTC(2027, 0, 1)

const endings = fc.constantFrom("completed", "degraded", "failed", "cancelled")

const typeOf = (status: string) => (status === "degraded" ? "run.completed" : `run.${status}`)

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "makes one delivery for each active endpoint of the run's own environment that subscribes to its end, and no other",
    guards: "Receivers would miss events, get them twice, or get those of another environment or customer.",
    given: fc.record({
      endpoints: fc.array(
        fc.record({
          place: fc.constantFrom("live", "live", "dev", "other"),
          events: arbitrary.eventTypes,
          now: fc.constantFrom("active", "active", "inactive", "deleted", "active again")
        }),
        { maxLength: 8 }
      ),
      ends: fc.array(endings, { minLength: 1, maxLength: 4 })
    }),
    holds: Effect.fnUntraced(function* ({ endpoints, ends }) {
      const ids = new Minted()
      const runs = yield* RunStore
      const [live, dev] = yield* found(ids, start, ["dev"])
      const [other] = yield* found(ids, start)
      const places = { live, dev: dev!, other }
      const subscribed = yield* Effect.forEach(
        endpoints,
        Effect.fnUntraced(function* ({ events, now, place }) {
          const one = endpoint(ids, places[place], start, { events, active: now !== "inactive" })
          yield* subscribe(one)
          if (now === "deleted") yield* removeEndpoint(one, start + 1)
          if (now === "active again") {
            for (const active of [false, true]) yield* updateEndpoint(one, { active }, start + 1)
          }
          return { ...one, place, gets: now.startsWith("active") }
        })
      )
      const told: Array<unknown> = []
      for (const [nth, status] of ends.entries()) {
        const at = start + nth
        const run = queued(ids, live, at)
        yield* runs.submit(run)
        const ending = Effect.gen(function* () {
          if (status === "cancelled") return yield* runs.end(run, run.id, cancelling(ids, at))
          const { claim, run: taken } = (yield* claimRuns(at))[0]!
          const end = ended(ids, taken, at, { status: status as Run.Outcome["status"] })
          return { run: end.run, deliveries: yield* runs.finish(claim, end) }
        })
        const targets = subscribed.filter(
          ({ events, gets, place }) => gets && place === "live" && events.some((one) => one === typeOf(status))
        )
        same(`How many deliveries are made for a run that is ${status}`, (yield* ending).deliveries, targets.length)
        told.push(...targets.map(({ id }) => ({ id, run: run.id, type: typeOf(status) })))
      }
      const due = yield* claimDeliveries(start + 100)
      sameSet(
        "Who is told of what",
        due.map(({ delivery, event }) => {
          const { data, id, type } = JSON.parse(event.payload)
          same("The event in its payload", [id, type], [event.id, event.type])
          same("The event of the delivery", delivery.eventId, event.id)
          return { id: delivery.endpointId, run: data.run.run_id, type: event.type }
        }),
        told
      )
    })
  }),

  law({
    name: "carries an event as it was announced, byte for byte, through all attempts and to all endpoints",
    guards: "Signatures would not fit, or receivers of one event would be told different things.",
    given: fc.record({
      outcome: fc.oneof(
        { weight: 9, arbitrary: arbitrary.outcome },
        { weight: 1, arbitrary: fc.constant({ status: "completed" as const, output: "é".repeat(60_000) }) }
      ),
      endpoints: fc.integer({ min: 1, max: 3 }),
      attempts: fc.integer({ min: 1, max: 4 }),
      elsewhere: arbitrary.url
    }),
    holds: Effect.fnUntraced(function* ({ attempts, elsewhere, endpoints: count, outcome }) {
      const ids = new Minted()
      const webhooks = yield* WebhookStore
      const [live] = yield* found(ids, start)
      const endpoints = Array.from({ length: count }, () => endpoint(ids, live, start))
      for (const one of endpoints) yield* subscribe(one)
      const [end] = yield* endRuns(ids, live, start, 1, outcome)
      const told = end!.announcement(endpoints)!
      // A new URL is for what comes later.
      yield* updateEndpoint(endpoints[0]!, { url: elsewhere }, start + 1)
      let failures = 0
      for (let number = 1; number <= attempts; number += 1) {
        const at = start + number * lease
        const due = yield* claimDeliveries(at)
        sameSet(
          "What is to be sent",
          due.map(({ attempt, delivery: { dueAt: _, ...delivery }, event }) => ({ attempt, delivery, event })),
          told.deliveries.map(({ dueAt: _, ...delivery }) => ({
            attempt: number,
            delivery: { ...delivery, failures },
            event: told.event
          }))
        )
        // Every second attempt is cut off before anything is recorded of it.
        if (number % 2 === 0) continue
        failures += 1
        for (const { attempt, claim, delivery } of due) {
          yield* webhooks.record(claim, {
            attempt: { number: attempt, startedAt: at, latencyMs: 1, reason: "No answer" },
            delivery: { ...delivery, failures, dueAt: at + 1 }
          })
        }
      }
      yield* endRuns(ids, live, start + 10 * lease, 1, outcome)
      const urls = (yield* claimDeliveries(start + 10 * lease))
        .filter(({ event }) => event.id !== told.event.id)
        .map(({ delivery }) => [delivery.endpointId, delivery.url])
      const now = endpoints.map(({ id, url }, nth) => [id, nth === 0 ? elsewhere : url])
      sameSet("Where a later event goes", urls, now)
    })
  }),

  law({
    name: "gives with each attempt the secrets that are valid and the token that is set by then, newest secret first",
    guards: "Receivers could not verify what they get while a secret is replaced, or it would be signed with old ones.",
    given: fc.array(
      fc.record({
        sealed: arbitrary.sealed,
        overlap: fc.integer({ min: 0, max: 3 }).map((leases) => (leases * lease) / 1_000),
        token: fc.option(arbitrary.sealed, { nil: undefined }),
        clear: fc.boolean()
      }),
      { minLength: 1, maxLength: 5 }
    ),
    holds: Effect.fnUntraced(function* (rotations) {
      const ids = new Minted()
      const webhooks = yield* WebhookStore
      const [live] = yield* found(ids, start)
      const one = endpoint(ids, live, start)
      const beside = endpoint(ids, live, start)
      for (const each of [one, beside]) yield* subscribe(each)
      yield* endRuns(ids, live, start)
      let now: Endpoint.Endpoint = one
      for (const [nth, { clear, overlap, sealed, token }] of rotations.entries()) {
        const at = start + nth * lease
        const fresh = { id: `secret ${nth}`, sealed }
        const rotated = yield* Effect.result(
          webhooks.change(scopeOf(live), (among) => Endpoint.rotate(among, one.id, fresh, overlap, originAt(at)))
        )
        if (rotated._tag === "Success") now = rotated.success
        now = yield* updateEndpoint(now, clear ? { authToken: null } : { authToken: token }, at)
        const due = yield* claimDeliveries(at)
        sameSet(
          "What is signed and authorised with",
          due.map(({ authToken, delivery, secrets }) => ({
            id: delivery.endpointId,
            authToken,
            secrets: SigningSecret.validAt(secrets, at)
          })),
          [now, beside].map(({ authToken, id, secrets }) => ({
            id,
            authToken,
            secrets: SigningSecret.validAt(secrets, at)
          }))
        )
      }
    })
  })
]
