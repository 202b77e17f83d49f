/** What is counted is what was acknowledged, each in its hour. */
import { Delivery, Instant, type Run, RunStore, Usage, UsageStore, WebhookStore } from "@nexio/core"
import { Effect, Result } from "effect"
import fc from "fast-check"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import { same, sameSet } from "../Answers.ts"
import { addEnvironment, found, removeEnvironment } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { claimDeliveries, claimRuns } from "../Observed.ts"
import { cancelling, ended, endpoint, queued, subscribe } from "../Work.ts"
import { type Fact, recount, something, sum } from "./Facts.ts"

/** The last day of a month. */
const start = Date.UTC(2027, 0, 31)

/** An instant on and around the boundaries of hours, days and months. */
const instant = fc
  .record({
    hour: fc.oneof(fc.constantFrom(0, 23, 24), fc.nat({ max: 47 })),
    off: fc.constantFrom(0, 1, 1_800_000, Instant.hour - 1)
  })
  .map(({ hour, off }) => start + hour * Instant.hour + off)

const lasts = fc.constantFrom(0, 1, Instant.hour - 1, Instant.hour, 26 * Instant.hour, 60 * Instant.day)

/** A run: when it is submitted and how it goes on, if it does. */
const life = fc.record({
  live: fc.boolean(),
  at: instant,
  waits: fc.constantFrom(0, 1, Instant.hour),
  ends: fc.constantFrom("not", "completed", "degraded", "failed", "cancelled"),
  lasts,
  delivery: fc.constantFrom("not", "Succeeded", "Failed"),
  arrives: lasts
})

const ranges = fc.array(
  fc.record({
    width: fc.constantFrom(Instant.hour, Instant.day),
    from: fc.constantFrom(-1, 0, 1, 23, 24),
    to: fc.constantFrom(0, 1, 2, 24, 48)
  }),
  { maxLength: 4 }
)

const everything = { from: start, to: start + 90 * Instant.day }

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "counts each fact once in its hour and in its environment, and sums what is in a range from its start to before its end",
    guards: "Customers would be billed for more or less than they used, or for another month.",
    given: fc.record({
      lives: fc.array(life, { minLength: 1, maxLength: 6 }),
      deletion: fc.option(instant),
      ranges
    }),
    holds: Effect.fnUntraced(function* ({ deletion, lives, ranges }) {
      const ids = new Minted()
      const [runs, webhooks, usage] = [yield* RunStore, yield* WebhookStore, yield* UsageStore]
      const [live, dev] = yield* found(ids, start, ["dev"])
      for (const environment of [live, dev!]) yield* subscribe(endpoint(ids, environment, start))
      const facts: Array<Fact> = []
      const submit = Effect.fnUntraced(function* ({ at, live: isLive }: (typeof lives)[number]) {
        const run = queued(ids, isLive ? live : dev!, at)
        yield* runs.submit(run)
        facts.push(Usage.ofSubmission(run))
        return run
      })
      for (const life of lives.filter(({ ends }) => ends !== "not")) {
        const run = yield* submit(life)
        const [began, at] = [life.at + life.waits, life.at + life.waits + life.lasts]
        if (life.ends === "cancelled") {
          facts.push(Usage.ofEnd((yield* runs.end(run, run.id, cancelling(ids, at))).run))
        } else {
          const [claimed] = yield* claimRuns(began)
          const end = ended(ids, claimed!.run, at, { status: life.ends as Run.Outcome["status"] })
          yield* runs.finish(claimed!.claim, end)
          facts.push(Usage.ofEnd(end.run))
        }
        // What is taken once and never reported counts as little as what waits.
        const taken = yield* claimDeliveries(at, 100, everything.to)
        if (life.delivery === "not") continue
        const { attempt, claim, delivery } = taken.find(({ event }) => event.payload.includes(run.id))!
        const outcome = { _tag: life.delivery as "Succeeded" | "Failed" }
        const arrived = Result.getOrThrow(Delivery.next(delivery, outcome, at + life.arrives, [], 0))
        yield* webhooks.record(claim, { attempt: { number: attempt, startedAt: at, latencyMs: 1 }, delivery: arrived })
        facts.push(Usage.ofDelivery(arrived))
      }
      const waiting = yield* Effect.forEach(
        lives.filter(({ ends }) => ends === "not"),
        submit
      )
      if (deletion !== null) {
        yield* removeEnvironment(dev!, deletion)
        for (const { environmentId, orgId } of waiting) {
          if (environmentId !== dev!.id) continue
          facts.push({ orgId, environmentId, hour: Instant.hourOf(deletion), adds: { runsFailed: 1 } })
        }
      }
      const asked = ranges.map(({ from, to, width }) =>
        width === Instant.hour
          ? { width, from: start + from * Instant.hour, to: start + to * Instant.hour }
          : { width, from: start + Math.sign(from) * Instant.day, to: start + Math.ceil(to / 24) * Instant.day }
      )
      for (const range of [...[Instant.hour, Instant.day].map((width) => ({ ...everything, width })), ...asked]) {
        const expected = recount(facts, range)
        const what = `From ${Instant.format(range.from)} to ${Instant.format(range.to)} by ${range.width} ms`
        const all = yield* usage.read(live.orgId, "all", range)
        sameSet(`${what}, of all`, something(all.rows), expected)
        for (const { id, slug } of [live, dev!]) {
          const { rows } = yield* usage.read(live.orgId, id, range)
          const own = expected.filter(({ environmentId }) => environmentId === id)
          sameSet(`${what}, of ${slug}`, something(rows), own)
        }
      }
    })
  }),

  law({
    name: "tells of an org's environments in the order of their making, deleted ones too, and of those of no other org",
    guards:
      "What a deleted environment used would drop out of the bill, or one customer would see the usage of another.",
    given: fc.record({
      environments: fc.array(fc.record({ runs: fc.nat({ max: 2 }), deleted: fc.boolean(), at: fc.nat({ max: 2 }) }), {
        maxLength: 5
      }),
      others: fc.nat({ max: 2 })
    }),
    holds: Effect.fnUntraced(function* ({ environments, others }) {
      const ids = new Minted()
      const [runs, usage] = [yield* RunStore, yield* UsageStore]
      const [live] = yield* found(ids, start)
      const [other] = yield* found(ids, start)
      for (let nth = 0; nth < others; nth += 1) yield* runs.submit(queued(ids, other, start))
      const range = { from: start, to: start + Instant.hour, width: Instant.hour }
      const expected = [{ environment: live, runs: 0 }]
      let at = start
      for (const { at: wait, deleted, runs: count } of environments) {
        at += wait
        // The slug of one that was deleted is free again.
        const taken = expected.filter(({ environment }) => environment.deletedAt === undefined)
        const made = yield* addEnvironment(ids, live.orgId, `dev${taken.length}`, at)
        for (let nth = 0; nth < count; nth += 1) yield* runs.submit(queued(ids, made, at))
        const environment = deleted ? yield* removeEnvironment(made, at) : made
        expected.push({ environment, runs: count })
      }
      const all = yield* usage.read(live.orgId, "all", range)
      same(
        "The org's environments",
        all.environments,
        expected.map(({ environment }) => environment)
      )
      for (const { environment, runs } of expected) {
        const own = yield* usage.read(live.orgId, environment.id, range)
        same("The environment that is asked for", own.environments, [environment])
        const rows = all.rows.filter(({ environmentId }) => environmentId === environment.id)
        sameSet("What it used", something(own.rows), something(rows))
        same("How many runs it had", sum(own.rows).runsSubmitted, runs)
      }
      same(
        "How many runs the org had",
        sum(all.rows).runsSubmitted,
        environments.reduce((sum, { runs }) => sum + runs, 0)
      )
      for (const [orgId, which] of [
        [live.orgId, other.id],
        [other.orgId, live.id]
      ] as const) {
        const { environments, rows } = yield* usage.read(orgId, which, range)
        same("An environment of another org", { environments, rows }, { environments: [], rows: [] })
      }
      const foreign = yield* usage.read(other.orgId, "all", range)
      same("The other org's environments", foreign.environments, [other])
      same("How many runs the other org had", sum(foreign.rows).runsSubmitted, others)
    })
  })
]
