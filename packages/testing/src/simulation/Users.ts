/** What users and operators do in a simulation, through the use cases, and what the ledger has of it once it is acknowledged. */
import {
  Deliveries,
  Environments,
  Event,
  type EventType,
  Id,
  Instant,
  Orgs,
  Permission,
  type Principal,
  Run,
  RunStore,
  Runs,
  Slug,
  type Usage,
  Webhooks
} from "@nexio/core"
import { Effect, Redacted, Result } from "effect"
import type { Judge } from "./Judge.ts"
import type { KnownDelivery, KnownEndpoint, Ledger } from "./Ledger.ts"
import type { Step } from "./Plan.ts"
import { urlOf } from "./Receivers.ts"
import type { SimulatedClock } from "./SimulatedClock.ts"

type Act = Exclude<Step, { readonly _tag: "Crash" | "Jump" }>

export interface Observed {
  readonly ledger: Ledger
  readonly judge: Judge
  readonly clock: SimulatedClock
}

type UseCases = Orgs | Environments | Webhooks | Deliveries | Runs | RunStore | Id.Ids

/** One of what there is; the newest is the first. */
const choose = <A>(among: ReadonlyArray<A>, nth: number): A | undefined =>
  among[among.length - 1 - (nth % Math.max(1, among.length))]

export const make = ({ clock, judge, ledger }: Observed) => {
  /** Has what was asked for happen: it is refused just where it has to be. What it was to send is then sent by nobody. */
  const asked = Effect.fnUntraced(function* <A, E extends { readonly _tag: string }>(
    what: string,
    effect: Effect.Effect<A, E, UseCases>,
    isRefused: boolean
  ) {
    ledger.note(`${judge.time} ${what}`)
    const before = new Set(ledger.deliveries.keys())
    const result = yield* Effect.result(effect)
    const made = [...ledger.deliveries].filter(([id]) => !before.has(id))
    if (Result.isFailure(result)) for (const [id] of made) ledger.deliveries.delete(id)
    if (Result.isFailure(result) !== isRefused)
      ledger.wrong(`${what}: ${Result.isFailure(result) ? result.failure._tag : "done, and should be refused"}`)
    return Result.isSuccess(result) ? { value: result.success, made: made.map(([, known]) => known) } : undefined
  })

  const wrote = (orgId: Id.OrgId, action: string, target: string) => ledger.changes.push({ orgId, action, target })

  /** Whether nothing can be written in the environment. */
  const isClosed = ({ gone, orgId }: Ledger["environments"][number]) => gone || ledger.isSuspended(orgId)
  const isOver = (endpoint: KnownEndpoint): boolean => endpoint.deleted || isClosed(environmentOf(endpoint))
  const environmentOf = ({ environmentId }: Id.Scope) =>
    ledger.environments.find((environment) => environment.environmentId === environmentId)!

  const principal = (environment: Ledger["environments"][number]): Principal.Principal => ({
    ...environment,
    environment: Slug.Slug.make(environment.environment),
    kind: environment.live ? "live" : "environment",
    apiKeyId: "00000000-0000-7000-8000-000000000000" as Id.ApiKeyId,
    keyPrefix: "nx_",
    permissions: Permission.all
  })

  const targets = (scope: Id.Scope, type: EventType) =>
    ledger.endpoints.filter(
      (endpoint) => endpoint.environmentId === scope.environmentId && endpoint.active && endpoint.events.includes(type)
    )

  const goesTo = (what: string, made: ReadonlyArray<KnownDelivery>, endpoints: ReadonlyArray<KnownEndpoint>) => {
    const [actual, expected] = [
      made.map(({ is }) => is.endpointId).toSorted(),
      endpoints.map(({ id }) => id).toSorted()
    ]
    if (actual.join() !== expected.join()) ledger.wrong(`${what} goes to ${actual}, and should go to ${expected}`)
  }

  /** After whatever changed an endpoint: one that is not active has nothing pending. */
  const changed = (endpoint: KnownEndpoint) => {
    endpoint.changed = ledger.moment()
    if (!endpoint.active) ledger.cancel(({ endpointId }) => endpointId === endpoint.id, clock.now)
  }

  const end = Effect.fnUntraced(function* ({ nth, status }: Extract<Act, { readonly _tag: "End" }>) {
    const environment = choose(
      ledger.environments.filter((environment) => !isClosed(environment)),
      nth
    )
    if (environment === undefined) return
    const at = clock.now
    const ids = yield* Id.Ids
    const run = yield* Runs.use((runs) => runs.submit(principal(environment), "default", { input: {} })).pipe(
      Effect.orDie
    )
    const finish = Effect.gen(function* () {
      if (status === "cancelled") return yield* Runs.use((runs) => runs.cancel(environment, run.id))
      const store = yield* RunStore
      const claims = yield* store.claim({ at, until: at + Instant.minute, limit: 100 })
      const { claim, run: claimed } = claims.find((one) => one.run.id === run.id)!
      const ended = Result.getOrThrow(Run.next(claimed, { _tag: "Ended", outcome: { status }, at }))
      yield* store.finish(claim, { run: ended, announcement: Event.announce(ended, at, ids) })
      return ended
    })
    const type = status === "degraded" ? "run.completed" : (`run.${status}` as const)
    const expected = targets(environment, type)
    const what = `${run.id} ends as ${status}`
    const done = yield* asked(what, finish, false)
    if (done !== undefined) goesTo(what, done.made, expected)
    const { environmentId, orgId } = environment
    const counted = {
      completed: "runsCompleted",
      degraded: "runsDegraded",
      failed: "runsFailed",
      cancelled: "runsCancelled"
    }
    const bump = (adds: Usage.Bump["adds"]) =>
      ledger.bumps.push({ orgId, environmentId, hour: Instant.hourOf(at), adds })
    bump({ runsSubmitted: 1 })
    bump({ [counted[status]]: 1 })
  })

  const subscribe = Effect.fnUntraced(function* ({
    events,
    nth,
    receiver,
    token
  }: Omit<Extract<Act, { readonly _tag: "Subscribe" }>, "_tag">) {
    const environment = choose(ledger.environments, nth)!
    const url = urlOf(receiver, ledger.endpoints.length)
    const text = token ? `token-${ledger.endpoints.length}` : undefined
    const authToken = text === undefined ? undefined : Redacted.make(text)
    const done = yield* asked(
      `An endpoint at ${url} in ${environment.environment}`,
      Webhooks.use((webhooks) => webhooks.create(principal(environment), { url, events, authToken })),
      isClosed(environment)
    )
    if (done === undefined) return
    const { endpoint, secret } = done.value
    ledger.endpoints.push({
      ...environment,
      id: endpoint.id,
      url,
      events,
      active: true,
      deleted: false,
      token: text,
      secrets: [{ text: Redacted.value(secret), endsAt: undefined }],
      changed: ledger.moment()
    })
    wrote(environment.orgId, "webhook.created", endpoint.id)
  })

  const rotate = Effect.fnUntraced(function* (endpoint: KnownEndpoint, overlap: number) {
    const at = clock.now
    const replaced = endpoint.secrets
      .map(({ endsAt, text }) => ({ text, endsAt: endsAt ?? at + overlap * 1_000 }))
      .filter(({ endsAt }) => endsAt > at)
    const done = yield* asked(
      `${endpoint.id} gets another secret, overlapping for ${overlap} s`,
      Webhooks.use((webhooks) => webhooks.rotate(endpoint, endpoint.id, overlap)),
      isOver(endpoint) || replaced.length >= 3
    )
    if (done === undefined) return
    endpoint.secrets = [{ text: Redacted.value(done.value.secret), endsAt: undefined }, ...replaced]
    changed(endpoint)
    wrote(endpoint.orgId, "webhook.secret_rotated", endpoint.id)
  })

  const recover = Effect.fnUntraced(function* (endpoint: KnownEndpoint, since: Instant.Instant) {
    const own = [...ledger.deliveries.values()].filter(({ is }) => is.endpointId === endpoint.id)
    const failed = own.filter(
      ({ is }) =>
        is.status === "failed" &&
        is.eventId >= `evt_${Id.floorOf(since)}` &&
        !own.some((other) => other.is.eventId === is.eventId && other.is.id > is.id)
    )
    const began = ledger.moment()
    const what = `${endpoint.id} recovers since ${Instant.format(since)}`
    const done = yield* asked(
      what,
      Deliveries.use((deliveries) => deliveries.recover(endpoint, endpoint.id, since)),
      isOver(endpoint)
    )
    // What ended meanwhile is recovered, or is not.
    if (done === undefined || own.some(({ changed }) => changed >= began)) return
    const [actual, expected] = [done.made.map(({ is }) => is.redeliveryOf), failed.map(({ is }) => is.id)]
    if (done.value !== expected.length || actual.toSorted().join() !== expected.toSorted().join())
      ledger.wrong(`${what}: sent anew are ${actual}, and failed had ${expected}`)
  })

  const createEnvironment = Effect.fnUntraced(function* () {
    const { id: orgId } = ledger.orgs[0]!
    const slug = `env_${ledger.environments.length}`
    const done = yield* asked(
      `An environment ${slug}`,
      Environments.use((environments) => environments.create(orgId, { slug })),
      false
    )
    if (done === undefined) return
    const { id } = done.value
    ledger.environments.push({ orgId, environmentId: id, environment: slug, live: false, gone: false })
    wrote(orgId, "environment.created", id)
  })

  const deleteEnvironment = Effect.fnUntraced(function* () {
    const environment = ledger.environments.find(({ gone, live }) => !gone && !live)
    if (environment === undefined) return
    const { environment: slug, environmentId, orgId } = environment
    const done = yield* asked(
      `The end of ${slug}`,
      Environments.use((environments) => environments.remove(orgId, slug)),
      false
    )
    if (done === undefined) return
    environment.gone = true
    for (const endpoint of ledger.endpoints.filter((one) => one.environmentId === environmentId)) {
      endpoint.active = false
      changed(endpoint)
    }
    wrote(orgId, "environment.deleted", environmentId)
  })

  const suspend = Effect.fnUntraced(function* (org: Ledger["orgs"][number], suspended: boolean) {
    const done = yield* asked(
      `${org.id} is ${suspended ? "suspended" : "resumed"}`,
      Orgs.use((orgs) => orgs.change(org.id, { suspended })),
      false
    )
    if (done === undefined || org.suspended === suspended) return
    org.suspended = suspended
    org.changed = ledger.moment()
    wrote(org.id, suspended ? "org.suspended" : "org.resumed", org.id)
  })

  const found = Effect.fnUntraced(function* (name: string) {
    const { live, org } = yield* Orgs.use((orgs) =>
      orgs.found({ name, environmentLimit: 1_000, endpointLimit: 1_000 })
    ).pipe(Effect.orDie)
    ledger.orgs.push({ id: org.id, suspended: false, changed: ledger.moment() })
    ledger.environments.push({ orgId: org.id, environmentId: live.id, environment: live.slug, live: true, gone: false })
    wrote(org.id, "org.created", org.id)
  })

  const act = Effect.fnUntraced(function* (step: Act) {
    const endpoint = "nth" in step ? choose(ledger.endpoints, step.nth) : undefined
    switch (step._tag) {
      case "End":
        for (let nth = 0; nth < step.count; nth += 1) yield* end(step)
        return
      case "Subscribe":
        return yield* subscribe(step)
      case "Change": {
        if (endpoint === undefined) return
        const { active, events, receiver } = step.by
        const url = receiver === undefined ? undefined : urlOf(receiver, ledger.changes.length)
        const done = yield* asked(
          `${endpoint.id} is changed: ${JSON.stringify({ active, events, url })}`,
          Webhooks.use((webhooks) => webhooks.update(endpoint, endpoint.id, { active, events, url })),
          isOver(endpoint)
        )
        if (done === undefined) return
        endpoint.active = active ?? endpoint.active
        endpoint.events = events ?? endpoint.events
        endpoint.url = url ?? endpoint.url
        changed(endpoint)
        wrote(endpoint.orgId, "webhook.updated", endpoint.id)
        return
      }
      case "Unsubscribe": {
        if (endpoint === undefined) return
        const done = yield* asked(
          `${endpoint.id} is deleted`,
          Webhooks.use((webhooks) => webhooks.remove(endpoint, endpoint.id)),
          isOver(endpoint)
        )
        if (done === undefined) return
        endpoint.active = false
        endpoint.deleted = true
        changed(endpoint)
        wrote(endpoint.orgId, "webhook.deleted", endpoint.id)
        return
      }
      case "Rotate":
        return endpoint === undefined ? undefined : yield* rotate(endpoint, step.overlap)
      case "Test": {
        if (endpoint === undefined) return
        const { environment } = principal(environmentOf(endpoint))
        const what = `${endpoint.id} is tested`
        const done = yield* asked(
          what,
          Deliveries.use((deliveries) => deliveries.test({ ...endpoint, environment }, endpoint.id)),
          isOver(endpoint)
        )
        if (done !== undefined) goesTo(what, done.made, [endpoint])
        return
      }
      case "Redeliver": {
        const known = choose([...ledger.deliveries.values()], step.nth)
        if (known === undefined) return
        const { is } = known
        const what = `${is.id} is delivered anew`
        const done = yield* asked(
          what,
          Deliveries.use((deliveries) => deliveries.redeliver(is, is.id)),
          isOver(ledger.endpoint(is.endpointId))
        )
        if (done !== undefined) goesTo(what, done.made, [ledger.endpoint(is.endpointId)])
        return
      }
      case "Recover":
        return endpoint === undefined ? undefined : yield* recover(endpoint, clock.now - step.back)
      case "CreateEnvironment":
        return yield* createEnvironment()
      case "DeleteEnvironment":
        return yield* deleteEnvironment()
      case "Suspend":
        return yield* suspend(choose(ledger.orgs, step.nth)!, step.suspended)
    }
  })

  return {
    act,
    /** Two orgs, of which one has a second environment, and an endpoint for each of some receivers. */
    begin: Effect.fnUntraced(function* (receivers: number) {
      yield* found("Acme")
      yield* found("Umbrella")
      yield* createEnvironment()
      for (let nth = 0; nth < receivers; nth += 1)
        yield* subscribe({
          nth,
          receiver: nth,
          events: ["run.completed", "run.failed", "run.cancelled"],
          token: nth === 0
        })
    }),
    /** Nobody is suspended any more. */
    resume: Effect.suspend(() => Effect.forEach(ledger.orgs, (org) => suspend(org, false), { discard: true }))
  }
}
