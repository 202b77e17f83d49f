/** Some orgs on the model, to whom a history happens, and what was seen of each step: how all stood before and after. */
import {
  Announcement,
  ApiKeys,
  type Claim,
  type ClaimedDelivery,
  type ClaimedRun,
  Delivery,
  type Environment,
  Environments,
  EventType,
  Id,
  type Idempotency,
  Instant,
  Orgs,
  Permission,
  Run,
  RunStore,
  Runs,
  WebhookStore,
  Webhooks
} from "@nexio/core"
import { Cause, Effect, Exit, Option, Result } from "effect"
import { Model } from "../../src/model/index.ts"
import { at } from "./At.ts"
import { lease, type Step } from "./History.ts"

/** A step as it happened. */
export interface Moment {
  readonly step: Step
  readonly at: Instant.Instant
  readonly before: Model.State
  readonly after: Model.State
  readonly exit: Exit.Exit<unknown, { readonly _tag: string }>
  /** The id of what it was done to, where that was chosen. */
  readonly target?: string | undefined
  /** By which claim, where it was under one. */
  readonly claim?: Claim | undefined
  /** How it was to be remembered, where it was. */
  readonly remember?: Idempotency.Once | undefined
}

/** What founding an org is remembered under, since there is none yet. */
const nobody = "00000000-0000-7000-8000-000000000000" as Id.OrgId

/** Whether something was chosen and done. */
export const succeeded = ({ exit, target, step }: Moment): boolean =>
  Exit.isSuccess(exit) && (target !== undefined || step._tag === "Found")

export const refusal = ({ exit }: Moment) => Option.getOrUndefined(Exit.findErrorOption(exit))

interface Performed {
  readonly claim?: Claim | undefined
  readonly target?: string | undefined
  /** Nothing where there was nothing to choose. */
  readonly effect?: Effect.Effect<unknown, { readonly _tag: string }> | undefined
  readonly remember?: Idempotency.Once | undefined
}

/** Fast enough that a history sees attempts exhausted. */
const schedule = [Instant.second, Instant.hour]

/** Lets a history happen, and gives what was seen of it. */
export const happen = Effect.fnUntraced(function* (steps: ReadonlyArray<Step>) {
  const memory = yield* Model.Memory
  const ids = yield* Id.Ids
  const orgs = yield* Orgs
  const environments = yield* Environments
  const apiKeys = yield* ApiKeys
  const runs = yield* Runs
  const runStore = yield* RunStore
  const webhooks = yield* Webhooks
  const webhookStore = yield* WebhookStore

  const moments: Array<Moment> = []
  const claimedRuns: Array<ClaimedRun> = []
  const claimedDeliveries: Array<ClaimedDelivery> = []
  let now = Date.UTC(2027, 0, 1, 0, 59, 50)

  /** How a step is to be remembered: by what it does to what. */
  const remembered = (
    { _tag, ...what }: Step,
    orgId: Id.OrgId,
    target?: string
  ): Idempotency.Remember<unknown> | undefined =>
    "key" in what && what.key !== null
      ? {
          orgId,
          scope: _tag,
          key: what.key,
          fingerprint: JSON.stringify({ ...what, nth: target }),
          at: now,
          answer: () => `the answer at moment ${moments.length}`
        }
      : undefined

  const perform = (step: Step, state: Model.State): Performed => {
    const chosen = <A>(among: ReadonlyArray<A>): A | undefined =>
      "nth" in step ? among.toReversed()[step.nth % among.length] : undefined
    /** What the slug of a chosen environment names now: it, or the one that came after it. */
    const named = () => {
      const one = chosen(state.environments)
      const isMeant = ({ deletedAt, orgId, slug }: Environment.Environment) =>
        deletedAt === undefined && orgId === one?.orgId && slug === one.slug
      return state.environments.find(isMeant) ?? one
    }
    switch (step._tag) {
      case "Pass":
        now += step.time
        return {}
      case "Found": {
        const remember = remembered(step, nobody)
        return { remember, effect: orgs.found({ name: "Acme", environmentLimit: 2 }, remember) }
      }
      case "Limit": {
        const org = chosen(state.orgs)
        const by = { environmentLimit: step.environments, endpointLimit: step.endpoints }
        return { target: org?.id, effect: org && orgs.change(org.id, by) }
      }
      case "Suspend": {
        const org = chosen(state.orgs)
        return { target: org?.id, effect: org && orgs.change(org.id, { suspended: step.suspended }) }
      }
      case "CreateEnvironment": {
        const org = chosen(state.orgs)
        const remember = org && remembered(step, org.id)
        return { target: org?.id, remember, effect: org && environments.create(org.id, { slug: step.slug }, remember) }
      }
      case "Describe": {
        const one = named()
        return {
          target: one?.id,
          effect: one && environments.update(one.orgId, one.slug, { description: `at ${now}` })
        }
      }
      case "DeleteEnvironment": {
        const one = named()
        return { target: one?.id, effect: one && environments.remove(one.orgId, one.slug) }
      }
      case "Mint": {
        const one = named()
        const remember = one && remembered(step, one.orgId, one.slug)
        const input = { name: "a key", environment: one?.slug ?? "", granter: Permission.all }
        return { target: one?.id, remember, effect: one && apiKeys.mint(one.orgId, input, remember) }
      }
      case "Revoke": {
        const key = chosen(state.keys)?.key
        return { target: key?.id, effect: key && apiKeys.revoke(key.orgId, key.id) }
      }
      case "Submit": {
        const key = chosen(state.keys)?.key
        const remember = key && remembered(step, key.orgId, key.id)
        const caller = key && { ...key, apiKeyId: key.id, kind: "environment" as const }
        return {
          target: key?.id,
          remember,
          effect: caller && runs.submit(caller, "default", { input: { now } }, remember)
        }
      }
      case "Cancel": {
        const run = chosen(state.runs)?.item
        const remember = run && remembered(step, run.orgId, run.id)
        return { target: run?.id, remember, effect: run && runs.cancel(run, run.id, remember) }
      }
      case "ClaimRuns": {
        const claimed = runStore.claim({ at: now, until: now + lease, limit: step.limit })
        return { effect: Effect.tap(claimed, (all) => Effect.sync(() => claimedRuns.push(...all))) }
      }
      case "RenewRun": {
        const held = chosen(claimedRuns)
        return { claim: held?.claim, effect: held && runStore.renew([held.claim], now + lease) }
      }
      case "FinishRun": {
        const held = chosen(claimedRuns)
        if (held === undefined) return {}
        const run = Result.getOrThrow(Run.next(held.run, { _tag: "Ended", outcome: step.outcome, at: now }))
        return {
          claim: held.claim,
          effect: runStore.finish(held.claim, { run, announcement: Announcement.ofEnd(run, now, ids) })
        }
      }
      case "Subscribe": {
        const one = chosen(state.environments)
        const remember = one && remembered(step, one.orgId, one.id)
        const caller = one && { orgId: one.orgId, environmentId: one.id, environment: one.slug }
        const input = { url: `https://example.com/${now}`, events: step.events }
        return { target: one?.id, remember, effect: caller && webhooks.create(caller, input, remember) }
      }
      case "Activate": {
        const one = chosen(state.endpoints)
        return { target: one?.id, effect: one && webhooks.update(one, one.id, { active: step.active }) }
      }
      case "Move": {
        const one = chosen(state.endpoints)
        return { target: one?.id, effect: one && webhooks.update(one, one.id, { url: `https://example.org/${now}` }) }
      }
      case "Unsubscribe": {
        const one = chosen(state.endpoints)
        return { target: one?.id, effect: one && webhooks.remove(one, one.id) }
      }
      case "Rotate": {
        const one = chosen(state.endpoints)
        const remember = one && remembered(step, one.orgId, one.id)
        return { target: one?.id, remember, effect: one && webhooks.rotate(one, one.id, step.overlap, remember) }
      }
      case "ClaimDeliveries": {
        const claimed = webhookStore.claimDue({ at: now, until: now + lease, limit: step.limit })
        return { effect: Effect.tap(claimed, (all) => Effect.sync(() => claimedDeliveries.push(...all))) }
      }
      case "RenewDelivery": {
        const held = chosen(claimedDeliveries)
        return { claim: held?.claim, effect: held && webhookStore.renew([held.claim], now + lease) }
      }
      case "Record": {
        const held = chosen(claimedDeliveries)
        if (held === undefined) return {}
        const outcome = { _tag: step.succeeded ? "Succeeded" : "Failed" } as const
        const delivery = Result.getOrThrow(Delivery.next(held.delivery, outcome, now, schedule, 0.5))
        const attempt = { number: held.attempt, startedAt: now, latencyMs: 7 }
        return { claim: held.claim, effect: webhookStore.record(held.claim, { attempt, delivery }) }
      }
    }
  }

  for (const step of [...beginning, ...steps]) {
    const before = yield* memory.state
    const { effect = Effect.void, ...performed } = perform(step, before)
    const exit = yield* Effect.exit(at(now)(effect))
    const moment = { step, at: now, before, after: yield* memory.state, exit, ...performed }
    if (Exit.isFailure(exit) && Cause.hasDies(exit.cause)) throw Cause.squash(exit.cause)
    moments.push(moment)
  }
  return moments
})

/** Two orgs, the one with two environments beside live; each environment has a key, and most an endpoint for all events. */
const beginning: ReadonlyArray<Step> = [
  { _tag: "Found", key: null },
  { _tag: "CreateEnvironment", nth: 0, slug: "dev", key: null },
  { _tag: "Mint", nth: 0, key: null },
  { _tag: "CreateEnvironment", nth: 0, slug: "ci", key: null },
  { _tag: "Mint", nth: 0, key: null },
  { _tag: "Found", key: null },
  ...[1, 2, 3].map((nth) => ({ _tag: "Subscribe", nth, events: EventType.literals, key: null }) as const)
]
