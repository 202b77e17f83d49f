/** What users do in a simulation that sends something. */
import { Announcement, Deliveries, type EventType, Id, Instant, Run, RunStore, Runs } from "@nexio/core"
import { Effect, Result } from "effect"
import type { KnownDelivery, KnownEndpoint, KnownEnvironment } from "./Ledger.ts"
import type { Fields } from "./Plan.ts"
import { choose, principal, type User } from "./User.ts"

const counted = {
  completed: "runsCompleted",
  degraded: "runsDegraded",
  failed: "runsFailed",
  cancelled: "runsCancelled"
} as const

/** Submits a run that ends at once. */
const endOne = Effect.fnUntraced(function* (
  user: User,
  environment: KnownEnvironment,
  status: Fields<"End">["status"]
) {
  const { clock, ledger } = user
  const at = clock.now
  const ids = yield* Id.Ids
  const submit = Runs.use((runs) => runs.submit(principal(environment), "default", { input: {} }))
  const submitted = yield* user.ask(`A run in ${environment.slug}`, submit)
  if (submitted === undefined) return
  const { id } = submitted.value
  ledger.count(environment, at, { runsSubmitted: 1 })
  const end = Effect.gen(function* () {
    if (status === "cancelled") return yield* Runs.use((runs) => runs.cancel(environment, id))
    const store = yield* RunStore
    const claims = yield* store.claim({ at, until: at + Instant.minute, limit: 100 })
    const { claim, run } = claims.find((one) => one.run.id === id)!
    const ended = Result.getOrThrow(Run.next(run, { _tag: "Ended", outcome: { status }, at }))
    yield* store.finish(claim, { run: ended, announcement: Announcement.ofEnd(ended, at, ids) })
    return ended
  })
  const type: EventType = status === "degraded" ? "run.completed" : `run.${status}`
  const what = `${id} ends as ${status}`
  const targets = ledger.targets(environment, type)
  const ended = yield* user.ask(what, end)
  if (ended === undefined) return
  user.goesTo(what, ended, targets)
  const took = status === "cancelled" ? undefined : ({ measure: "run_duration", ms: 0 } as const)
  ledger.count(environment, at, { [counted[status]]: 1 }, took)
})

/** Ends some runs of an environment that is open. */
export const end = Effect.fnUntraced(function* (user: User, { count, nth, status }: Fields<"End">) {
  const open = user.ledger.environments.filter((environment) => !user.ledger.isClosed(environment))
  const environment = choose(open, nth)
  if (environment === undefined) return
  for (let one = 0; one < count; one += 1) yield* endOne(user, environment, status)
})

export const test = Effect.fnUntraced(function* (user: User, endpoint: KnownEndpoint) {
  const { ledger } = user
  const what = `${endpoint.id} is tested`
  const done = yield* user.ask(
    what,
    Deliveries.use((deliveries) => deliveries.test(principal(ledger.environmentOf(endpoint)), endpoint.id)),
    ledger.isOver(endpoint)
  )
  if (done !== undefined) user.goesTo(what, done, [endpoint])
})

export const redeliver = Effect.fnUntraced(function* (user: User, { is }: KnownDelivery) {
  const endpoint = user.ledger.endpoint(is.endpointId)
  const what = `${is.id} is delivered anew`
  const done = yield* user.ask(
    what,
    Deliveries.use((deliveries) => deliveries.redeliver(is, is.id)),
    user.ledger.isOver(endpoint)
  )
  if (done !== undefined) user.goesTo(what, done, [endpoint])
})

/** Each event since then whose latest delivery failed is sent anew, and no other. */
export const recover = Effect.fnUntraced(function* (user: User, endpoint: KnownEndpoint, step: Fields<"Recover">) {
  const { clock, ledger } = user
  const own = [...ledger.deliveries.values()].filter(({ is }) => is.endpointId === endpoint.id)
  const isLatest = ({ eventId, id }: KnownDelivery["is"]) => !own.some(({ is }) => is.eventId === eventId && is.id > id)
  const latest = own.filter(({ is }) => is.status === "failed" && isLatest(is))
  const one = choose(latest, step.event)
  const since = one === undefined ? clock.now : Date.parse(JSON.parse(one.payload).created_at) + step.off
  const failed = latest.filter(({ is }) => is.eventId >= `evt_${Id.floorOf(since)}`).map(({ is }) => is.id)
  const what = `${endpoint.id} recovers since ${Instant.format(since)}`
  const done = yield* user.ask(
    what,
    Deliveries.use((deliveries) => deliveries.recover(endpoint, endpoint.id, { since })),
    ledger.isOver(endpoint)
  )
  // What ended meanwhile may be among them.
  if (done === undefined || own.some(({ changed }) => changed >= done.began)) return
  const sent = done.made.map(({ is }) => is.redeliveryOf)
  if (done.value !== failed.length || sent.toSorted().join() !== failed.toSorted().join())
    ledger.wrong(`${what}: sent anew are ${sent}, and failed had ${failed}`)
})
