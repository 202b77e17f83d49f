/** How each step of a history is made, on the stores that are tried and on the model alike. */

import {
  type Claim,
  Delivery,
  DeliveryStore,
  Endpoint,
  type Environment,
  Event,
  type Id,
  Instant,
  RunStore,
  Sealed,
  WebhookStore
} from "@nexio/core"
import { Effect, Result } from "effect"
import { originAt } from "../../Origins.ts"
import { answerOf } from "../Answers.ts"
import { addEnvironment, changeOrg, removeEnvironment, scopeOf } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { claimDeliveries, claimRuns, lease } from "../Observed.ts"
import { cancelling, ended, endpoint, queued } from "../Work.ts"
import * as Seen from "./Seen.ts"
import type { Step } from "./Step.ts"
import type { Pair, Twins } from "./Twins.ts"
import { choose, type World } from "./World.ts"

/** Fast enough that a history sees attempts exhausted. */
const schedule = [Instant.second, Instant.hour]

/** Decides what is sent anew: each time from the same ids on. */
const redelivering = ({ ids, now }: World) => {
  const block = ids.block()
  return () => {
    const minted = new Minted(block)
    return (delivery: Delivery.Delivery, endpoint: Endpoint.Endpoint) =>
      Event.redelivery(delivery, endpoint, now, minted)
  }
}

/** Makes steps in a world, one after the other; each takes what it chooses among from what was before. */
export const make = (twins: Twins, world: World) => {
  const submit = Effect.fnUntraced(function* (what: string, nth: number) {
    const environment = choose(world.environments, nth)!
    const run = queued(world.ids, environment, world.now, { input: { nth: world.runs.length } })
    const { _tag } = yield* twins.agree(what, () => RunStore.use((runs) => runs.submit(run)))
    if (_tag === "done") world.runs.push(run)
  })

  const cancel = Effect.fnUntraced(function* (what: string, nth: number) {
    const run = choose(world.runs, nth)
    if (run === undefined) return
    const decide = cancelling(world.ids, world.now)
    yield* twins.agree(what, () => RunStore.use((runs) => runs.end(run, run.id, decide)))
  })

  /** Changes an endpoint; what is decided on is compared like the answer. */
  const change = Effect.fnUntraced(function* (
    what: string,
    scope: Id.Scope,
    decide: (among: Endpoint.Endpoints) => Result.Result<Endpoint.Decision, { readonly _tag: string }>
  ) {
    const answer = yield* twins.agree(what, () =>
      Effect.gen(function* () {
        const seen: Array<Endpoint.Endpoints> = []
        const webhooks = yield* WebhookStore
        const answer = yield* answerOf(
          webhooks.change(scopeOf({ ...scope, id: scope.environmentId }), (among) => {
            seen.push({ ...among, endpoints: among.endpoints.toSorted((a, b) => (a.id < b.id ? -1 : 1)) })
            return decide(among)
          })
        )
        return { answer, decidedOn: seen.at(-1) }
      })
    )
    return "value" in answer && answer.value.answer._tag === "done"
  })

  const changeOne = (
    what: string,
    nth: number,
    decide: (among: Endpoint.Endpoints, id: Id.EndpointId) => ReturnType<Parameters<typeof change>[2]>
  ) => {
    const one = choose(world.endpoints, nth)
    return one === undefined ? Effect.void : change(what, one, (among) => decide(among, one.id))
  }

  const renew = Effect.fnUntraced(function* (
    what: string,
    claimed: ReadonlyArray<Pair<{ readonly claim: Claim }>>,
    nths: ReadonlyArray<number>,
    store: typeof RunStore | typeof WebhookStore
  ) {
    const chosen = [...new Set(nths.map((nth) => choose(claimed, nth)))].filter((one) => one !== undefined)
    yield* twins.agree(
      what,
      (side) =>
        Effect.gen(function* () {
          const { renew } = yield* store as typeof RunStore
          const claims = chosen.map((one) => one[side].claim)
          return (yield* renew(claims, world.now + lease)).map((lost) =>
            claims.findIndex(({ id, token }) => id === lost.id && token === lost.token)
          )
        }),
      (lost) => lost.toSorted((a, b) => a - b)
    )
  })

  const removeAndMake = Effect.fnUntraced(function* (what: string, chosen: Environment.Environment) {
    const { _tag } = yield* twins.agree(what, () => removeEnvironment(chosen, world.now))
    if (_tag !== "done") return
    const block = world.ids.block()
    const made = yield* twins.agree(what, () => addEnvironment(new Minted(block), chosen.orgId, chosen.slug, world.now))
    if ("value" in made) world.environments.push(made.value)
  })

  return Effect.fnUntraced(function* (step: Step, nth: number) {
    const what = `Step ${nth}, ${JSON.stringify(step)}`
    switch (step._tag) {
      case "Pass":
        world.now += step.time
        return
      case "PassToHour":
        world.now = Math.max(world.now, Instant.hourOf(world.now) + Instant.hour + step.off)
        return
      case "Submit":
        return yield* submit(what, step.nth)
      case "Cancel":
        return yield* cancel(what, step.nth)
      case "Announce":
        yield* submit(what, step.nth)
        return yield* cancel(what, 0)
      case "ClaimRuns": {
        const claim = (limit: number) => claimRuns(world.now, limit)
        world.claimedRuns.push(...(yield* twins.claim(what, step.limit, claim, Seen.claimedRun)))
        return
      }
      case "RenewRuns":
        return yield* renew(what, world.claimedRuns, step.nths, RunStore)
      case "Finish": {
        const claimed = choose(world.claimedRuns, step.nth)
        if (claimed === undefined) return
        const end = ended(world.ids, claimed.model.run, world.now, step.outcome)
        yield* twins.agree(what, (side) => RunStore.use((runs) => runs.finish(claimed[side].claim, end)))
        return
      }
      case "Subscribe": {
        const { active, events, ordered } = step
        const one = endpoint(world.ids, choose(world.environments, step.nth)!, world.now, { active, events, ordered })
        if (yield* change(what, one, (among) => Endpoint.create(among, one, originAt(world.now))))
          world.endpoints.push(one)
        return
      }
      case "Change":
        yield* changeOne(what, step.nth, (among, id) => Endpoint.update(among, id, step.by, originAt(world.now)))
        return
      case "Rotate": {
        const fresh = { id: world.ids.next<string>(world.now), sealed: Sealed.make(`of step ${nth}`) }
        yield* changeOne(what, step.nth, (among, id) =>
          Endpoint.rotate(among, id, fresh, step.overlap, originAt(world.now))
        )
        return
      }
      case "Unsubscribe":
        yield* changeOne(what, step.nth, (among, id) => Endpoint.remove(among, id, originAt(world.now)))
        return
      case "ClaimDeliveries": {
        const claim = (limit: number) => claimDeliveries(world.now, limit)
        const view = Seen.claimedDelivery(world.now)
        world.claimedDeliveries.push(...(yield* twins.claim(what, step.limit, claim, view)))
        return
      }
      case "RenewDeliveries":
        return yield* renew(what, world.claimedDeliveries, step.nths, WebhookStore)
      case "Record": {
        const claimed = choose(world.claimedDeliveries, step.nth)
        if (claimed === undefined) return
        const { attempt: number, delivery: before } = claimed.model
        const outcome = { _tag: step.succeeded ? "Succeeded" : "Failed" } as const
        const delivery = Result.getOrThrow(Delivery.next(before, outcome, world.now, schedule, 0.5))
        const attempt = { number, startedAt: world.now, latencyMs: 7 }
        yield* twins.agree(what, (side) =>
          WebhookStore.use((webhooks) => webhooks.record(claimed[side].claim, { attempt, delivery }))
        )
        return
      }
      case "Test": {
        const one = choose(world.endpoints, step.nth)
        if (one === undefined) return
        const [block, at] = [world.ids.block(), world.now]
        const send = (endpoint: Endpoint.Endpoint) => Event.test(endpoint, at, new Minted(block))
        yield* twins.agree(what, () => DeliveryStore.use((store) => store.send(one, one.id, send)))
        return
      }
      case "Redeliver": {
        const one = choose(world.claimedDeliveries, step.nth)?.model.delivery
        if (one === undefined) return
        const again = redelivering(world)
        yield* twins.agree(what, () => DeliveryStore.use((store) => store.redeliver(one, one.id, again())))
        return
      }
      case "Recover": {
        const one = choose(world.endpoints, step.nth)
        if (one === undefined) return
        const again = redelivering(world)
        const recovery = { since: world.now - step.back, sent: 0, limit: step.limit }
        yield* twins.agree(what, () => DeliveryStore.use((store) => store.recover(one, one.id, recovery, again())))
        return
      }
      case "DeleteEnvironment":
        return yield* removeAndMake(what, choose(world.environments, step.nth)!)
      case "Suspend": {
        const { orgId } = choose(world.environments, step.nth)!
        yield* twins.agree(what, () => changeOrg(orgId, { suspended: step.suspended }, world.now))
        return
      }
    }
  })
}
