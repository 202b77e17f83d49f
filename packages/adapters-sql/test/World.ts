/**
 * Some orgs to whom a history happens. Each step is made on the database, and its answer compared with what is
 * expected of it.
 */
import {
  ApiKeys,
  type ClaimedDelivery,
  type ClaimedRun,
  Delivery,
  Environments,
  Event,
  Id,
  Instant,
  Orgs,
  Permission,
  type Principal,
  Run,
  RunStore,
  Runs,
  WebhookStore,
  Webhooks
} from "@nexio/core"
import { Effect, Exit, Option, Result } from "effect"
import { expect } from "vitest"
import { Expected, stop, type Work } from "./Expected.ts"
import { lease, type Step } from "./History.ts"
import { at } from "./Installation.ts"
import * as Tables from "./Tables.ts"

/** Fast enough that a history sees attempts exhausted. */
const schedule = [Instant.second, Instant.hour]

const choose = <A>(among: ReadonlyArray<A>, nth: number): A | undefined => among.toReversed()[nth % among.length]

const tagOf = <A>(exit: Exit.Exit<A, { readonly _tag: string }>): string =>
  Exit.isSuccess(exit) ? "done" : Option.getOrThrow(Exit.findErrorOption(exit))._tag

export const make = Effect.fnUntraced(function* (path: string) {
  const runs = yield* Runs
  const runStore = yield* RunStore
  const webhooks = yield* Webhooks
  const webhookStore = yield* WebhookStore
  const environments = yield* Environments
  const apiKeys = yield* ApiKeys
  const orgs = yield* Orgs
  const ids = yield* Id.Ids

  let now = Date.UTC(2027, 0, 1, 0, 59, 50)
  const expected = new Expected()
  const claimedRuns: Array<ClaimedRun> = []
  const claimedDeliveries: Array<ClaimedDelivery> = []

  const addEnvironment = Effect.fnUntraced(function* (orgId: Id.OrgId, slug: string) {
    const { apiKey, key } = yield* apiKeys.mint(orgId, {
      name: "a key",
      environment: slug,
      permissions: [],
      granter: Permission.all
    })
    const caller: Principal.Principal = {
      ...apiKey,
      apiKeyId: apiKey.id,
      kind: slug === "live" ? "live" : "environment"
    }
    expected.environments.push({ caller, key, active: true })
  })

  for (const slugs of [["dev", "ci"], []]) {
    const { org } = yield* at(now)(orgs.found({ name: "Acme", endpointLimit: 1_000 }))
    yield* at(now)(addEnvironment(org.id, "live"))
    for (const slug of slugs) {
      yield* at(now)(environments.create(org.id, { slug }))
      yield* at(now)(addEnvironment(org.id, slug))
    }
  }

  /** Takes in the deliveries that a step made: one for each endpoint that a run's end goes to, and no other. */
  const fannedOut = (ended?: Id.Scope & Pick<Run.Run, "status">) => {
    const made = Tables.read(path, "select * from deliveries order by rowid").filter(
      ({ id }) => !expected.deliveries.has(String(id))
    )
    const targets = ended === undefined ? [] : expected.targets(ended)
    expect(made.map((row) => String(row["endpoint_id"])).toSorted()).toEqual(targets.toSorted())
    for (const row of made) {
      expected.deliveries.set(String(row["id"]), {
        orgId: ended!.orgId,
        environmentId: ended!.environmentId,
        endpointId: String(row["endpoint_id"]),
        status: "pending",
        dueAt: now,
        token: undefined,
        attempts: 0
      })
    }
  }

  /** A report under a lease: it counts if the lease is held, and else changes nothing but what is said to be an exception. */
  const report = Effect.fnUntraced(function* <A, E extends { readonly _tag: string }>(
    work: Work,
    token: string,
    effect: Effect.Effect<A, E>,
    except?: string
  ) {
    const holds = work.token === token
    const dump = () => ({ ...Tables.dump(path), ...(except === undefined ? {} : { [except]: [] }) })
    const before = holds ? undefined : dump()
    expect(tagOf(yield* Effect.exit(effect))).toBe(holds ? "done" : "LeaseLost")
    if (!holds) expect(dump()).toEqual(before)
    return holds
  })

  const renew = Effect.fnUntraced(function* (
    claimed: ClaimedRun | ClaimedDelivery | undefined,
    work: ReadonlyMap<string, Work>,
    store: Pick<RunStore["Service"], "renew">
  ) {
    if (claimed === undefined) return
    const one = work.get(claimed.claim.id)!
    const holds = one.token === claimed.claim.token
    expect(yield* store.renew([claimed.claim], now + lease)).toEqual(holds ? [] : [claimed.claim])
    if (holds) one.dueAt = now + lease
  })

  const perform = Effect.fnUntraced(function* (step: Step) {
    switch (step._tag) {
      case "Pass":
        now += step.time
        return
      case "Submit": {
        const { caller } = choose(expected.environments, step.nth)!
        const exit = yield* Effect.exit(runs.submit(caller, "default", { input: {} }))
        expect(tagOf(exit)).toBe(expected.isOpen(caller) ? "done" : "EnvironmentGone")
        if (Exit.isSuccess(exit)) {
          const { environmentId, id, orgId } = exit.value
          expected.runs.set(id, { orgId, environmentId, status: "queued", dueAt: now, token: undefined })
        }
        return
      }
      case "Cancel": {
        const [id, run] = choose([...expected.runs], step.nth) ?? []
        if (run === undefined) return
        const exit = yield* Effect.exit(runs.cancel(run, id as Id.RunId))
        const can = run.status === "queued" || run.status === "cancelled"
        expect(tagOf(exit)).toBe(can ? "done" : "RunNotCancellable")
        if (run.status !== "queued") return fannedOut()
        stop(run, "cancelled")
        return fannedOut({ ...run, status: "cancelled" })
      }
      case "ClaimRuns": {
        const taken = expected.due(expected.runs, now, step.limit)
        const claimed = yield* runStore.claim({ at: now, until: now + lease, limit: step.limit })
        expect(claimed.map(({ run }) => run.id as string).toSorted()).toEqual(taken.toSorted())
        for (const { claim, run } of claimed) {
          expect(run.status).toBe("processing")
          Object.assign(expected.runs.get(run.id)!, { status: "processing", dueAt: now + lease, token: claim.token })
        }
        claimedRuns.push(...claimed)
        return
      }
      case "RenewRun":
        return yield* renew(choose(claimedRuns, step.nth), expected.runs, runStore)
      case "FinishRun": {
        const claimed = choose(claimedRuns, step.nth)
        if (claimed === undefined) return
        const run = Result.getOrThrow(Run.next(claimed.run, { _tag: "Ended", outcome: step.outcome, at: now }))
        const work = expected.runs.get(run.id)!
        const finished = runStore.finish(claimed.claim, { run, announcement: Event.announce(run, now, ids) })
        if (!(yield* report(work, claimed.claim.token, finished))) return fannedOut()
        stop(work, run.status)
        return fannedOut(run)
      }
      case "Subscribe": {
        const { caller } = choose(expected.environments, step.nth)!
        const exit = yield* Effect.exit(webhooks.create(caller, { url: "https://example.com", events: step.events }))
        expect(tagOf(exit)).toBe(expected.isOpen(caller) ? "done" : "EnvironmentGone")
        if (Exit.isSuccess(exit)) {
          const { endpoint } = exit.value
          expected.endpoints.set(endpoint.id, { ...endpoint, active: true, deleted: false })
        }
        return
      }
      case "Activate":
      case "Unsubscribe": {
        const endpoint = choose([...expected.endpoints.values()], step.nth)
        if (endpoint === undefined) return
        const active = step._tag === "Activate" && step.active
        const changed: Effect.Effect<unknown, { readonly _tag: string }> =
          step._tag === "Activate"
            ? webhooks.update(endpoint, endpoint.id, { active })
            : webhooks.remove(endpoint, endpoint.id)
        const can = expected.isOpen(endpoint) ? (endpoint.deleted ? "EndpointNotFound" : "done") : "EnvironmentGone"
        expect(tagOf(yield* Effect.exit(changed))).toBe(can)
        if (can !== "done") return
        endpoint.active = active
        endpoint.deleted = step._tag === "Unsubscribe"
        if (!active) expected.deactivate(endpoint)
        return
      }
      case "ClaimDeliveries": {
        const taken = expected.due(expected.deliveries, now, step.limit)
        const claimed = yield* webhookStore.claimDue({ at: now, until: now + lease, limit: step.limit })
        expect(claimed.map(({ delivery }) => delivery.id as string).toSorted()).toEqual(taken.toSorted())
        for (const { attempt, claim, delivery, event } of claimed) {
          const work = expected.deliveries.get(delivery.id)!
          expect(attempt).toBe(work.attempts + 1)
          expect(JSON.parse(event.payload)).toMatchObject({ id: event.id, environment_id: work.environmentId })
          Object.assign(work, { attempts: attempt, dueAt: now + lease, token: claim.token })
        }
        claimedDeliveries.push(...claimed)
        return
      }
      case "RenewDelivery":
        return yield* renew(choose(claimedDeliveries, step.nth), expected.deliveries, webhookStore)
      case "Record": {
        const claimed = choose(claimedDeliveries, step.nth)
        if (claimed === undefined) return
        const outcome = { _tag: step.succeeded ? "Succeeded" : "Failed" } as const
        const delivery = Result.getOrThrow(Delivery.next(claimed.delivery, outcome, now, schedule, 0.5))
        const work = expected.deliveries.get(delivery.id)!
        const attempt = { number: claimed.attempt, startedAt: now, latencyMs: 7 }
        const recorded = webhookStore.record(claimed.claim, { attempt, delivery })
        if (!(yield* report(work, claimed.claim.token, recorded, "attempts"))) return
        stop(work, delivery.status)
        work.dueAt = delivery.dueAt
        return
      }
      case "DeleteEnvironment": {
        const environment = choose(expected.environments, step.nth)!
        const { caller } = environment
        const exit = yield* Effect.exit(environments.remove(caller.orgId, caller.environment))
        if (caller.kind === "live") return expect(tagOf(exit)).toBe("LiveEnvironmentImmutable")
        expect(tagOf(exit)).toBe("done")
        expected.remove(caller.orgId, caller.environment)
        fannedOut()
        yield* environments.create(caller.orgId, { slug: caller.environment })
        return yield* addEnvironment(caller.orgId, caller.environment)
      }
      case "Suspend": {
        const { orgId } = choose(expected.environments, step.nth)!.caller
        yield* orgs.change(orgId, { suspended: step.suspended })
        step.suspended ? expected.suspended.add(orgId) : expected.suspended.delete(orgId)
        return
      }
    }
  })

  return {
    expected,
    now: () => now,
    perform: (step: Step) => Effect.suspend(() => at(now)(perform(step)))
  }
})

export type World = Effect.Success<ReturnType<typeof make>>
