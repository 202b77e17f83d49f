/** What users do to endpoints in a simulation. */
import { Webhooks } from "@nexio/core"
import { Effect, Redacted } from "effect"
import type { KnownEndpoint } from "./Ledger.ts"
import type { Fields } from "./Plan.ts"
import { urlOf } from "./Receivers.ts"
import { choose, principal, type User } from "./User.ts"

export const subscribe = Effect.fnUntraced(function* (user: User, step: Fields<"Subscribe">) {
  const { ledger } = user
  const { events, ordered, rate } = step
  const environment = choose(ledger.environments, step.nth)!
  const url = urlOf(step.receiver, ledger.endpoints.length)
  const token = step.token ? `token-${ledger.endpoints.length}` : undefined
  const authToken = token === undefined ? undefined : Redacted.make(token)
  const input = { url, events, authToken, ordered, rateLimitPerSecond: rate }
  const done = yield* user.ask(
    `An endpoint at ${url} in ${environment.slug}`,
    Webhooks.use((webhooks) => webhooks.create(principal(environment), input)),
    ledger.isClosed(environment)
  )
  if (done === undefined) return
  const { orgId, environmentId } = environment
  const { endpoint, secret } = done.value
  const secrets = [{ text: Redacted.value(secret), endsAt: undefined }]
  const is = {
    active: true,
    deleted: false,
    begun: [],
    changed: ledger.moment(),
    failingSince: undefined,
    condemned: undefined
  }
  ledger.endpoints.push({ orgId, environmentId, id: endpoint.id, url, events, token, ordered, rate, secrets, ...is })
  ledger.wrote(orgId, "webhook.created", endpoint.id)
})

export const change = Effect.fnUntraced(function* (user: User, endpoint: KnownEndpoint, { by }: Fields<"Change">) {
  const { clock, ledger } = user
  const url = by.receiver === undefined ? undefined : urlOf(by.receiver, ledger.changes.length)
  const { active, events, ordered, rate } = by
  const done = yield* user.ask(
    `${endpoint.id} is changed: ${JSON.stringify({ ...by, url })}`,
    Webhooks.use((webhooks) =>
      webhooks.update(endpoint, endpoint.id, { active, events, url, ordered, rateLimitPerSecond: rate })
    ),
    ledger.isOver(endpoint)
  )
  if (done === undefined) return
  if (url !== undefined || (active === true && !endpoint.active)) {
    endpoint.failingSince = undefined
    endpoint.condemned = undefined
  }
  endpoint.active = active ?? endpoint.active
  endpoint.events = events ?? endpoint.events
  endpoint.url = url ?? endpoint.url
  endpoint.ordered = ordered ?? endpoint.ordered
  if (rate !== undefined) {
    endpoint.rate = rate ?? undefined
    endpoint.begun = []
  }
  ledger.changed(endpoint, active === false, clock.now)
  ledger.wrote(endpoint.orgId, "webhook.updated", endpoint.id)
})

export const unsubscribe = Effect.fnUntraced(function* (user: User, endpoint: KnownEndpoint) {
  const { clock, ledger } = user
  const done = yield* user.ask(
    `${endpoint.id} is deleted`,
    Webhooks.use((webhooks) => webhooks.remove(endpoint, endpoint.id)),
    ledger.isOver(endpoint)
  )
  if (done === undefined) return
  endpoint.active = false
  endpoint.deleted = true
  ledger.changed(endpoint, true, clock.now)
  ledger.wrote(endpoint.orgId, "webhook.deleted", endpoint.id)
})

/** A fourth secret that would be valid at once is refused. */
export const rotate = Effect.fnUntraced(function* (user: User, endpoint: KnownEndpoint, { overlap }: Fields<"Rotate">) {
  const { clock, ledger } = user
  const replaced = endpoint.secrets
    .map(({ endsAt, text }) => ({ text, endsAt: endsAt ?? clock.now + overlap * 1_000 }))
    .filter(({ endsAt }) => endsAt > clock.now)
  const done = yield* user.ask(
    `${endpoint.id} gets another secret, overlapping for ${overlap} s`,
    Webhooks.use((webhooks) => webhooks.rotate(endpoint, endpoint.id, overlap)),
    ledger.isOver(endpoint) || replaced.length >= 3
  )
  if (done === undefined) return
  endpoint.secrets = [{ text: Redacted.value(done.value.secret), endsAt: undefined }, ...replaced]
  ledger.changed(endpoint, false, clock.now)
  ledger.wrote(endpoint.orgId, "webhook.secret_rotated", endpoint.id)
})
