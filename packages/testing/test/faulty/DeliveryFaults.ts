import type { ClaimedDelivery, Delivery, Json, SigningSecret } from "@nexio/core"
import { Effect } from "effect"
import { inStores, type StoreSet } from "./Fault.ts"
import { announcing } from "./Outbox.ts"
import { seenDeliveries } from "./Seen.ts"
import { unsuspended } from "./Unsuspended.ts"

type Webhooks = StoreSet["webhooks"]

const claiming = ({ webhooks }: StoreSet, claimDue: (right: Webhooks["claimDue"]) => Webhooks["claimDue"]) => ({
  webhooks: { ...webhooks, claimDue: claimDue(webhooks.claimDue) }
})

/** Writes what `write` makes of a delivery after an attempt. */
const recording = (
  { webhooks }: StoreSet,
  write: (delivery: Delivery.Delivery, attemptedAt: number) => Delivery.Delivery
) => ({
  webhooks: {
    ...webhooks,
    record: (claim, attempted) =>
      webhooks.record(claim, { ...attempted, delivery: write(attempted.delivery, attempted.attempt.startedAt) })
  } satisfies Webhooks
})

const withPayload = ({ webhooks }: StoreSet, read: (payload: string) => string) => ({
  webhooks: seenDeliveries(webhooks, ({ event, ...claimed }) => ({
    ...claimed,
    event: { ...event, payload: read(event.payload) }
  }))
})

const sorted = (value: Json.Json): Json.Json => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== "object" || value === null) return value
  const entries = Object.entries(value).map(([key, item]) => [key, sorted(item)] as const)
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

export const faults = inStores("WebhookStore", [
  {
    name: "hands out a delivery that another dispatcher holds",
    breaks: "Deliveries are taken that are due and not held (WebhookStore.claimDue).",
    wrap: ({ webhooks }) => {
      const held = new Map<string, ClaimedDelivery>()
      return {
        webhooks: {
          ...webhooks,
          claimDue: (request) =>
            Effect.map(webhooks.claimDue(request), (claimed) => {
              const all = [...claimed, ...held.values()].slice(0, request.limit)
              for (const one of claimed) held.set(one.claim.id, one)
              return all
            }),
          record: (claim, attempted) => {
            held.delete(claim.id)
            return webhooks.record(claim, attempted)
          }
        }
      }
    }
  },
  {
    name: "takes what is due last before what is due longest",
    breaks: "The longest due are taken first (WebhookStore.claimDue).",
    wrap: (right) => {
      const stash: Array<ClaimedDelivery> = []
      const dueAt = new Map<string, number>()
      return {
        runs: announcing(right.runs, (fanOut) => {
          for (const { createdAt, id } of fanOut.deliveries) dueAt.set(id, createdAt)
          return fanOut
        }),
        webhooks: {
          ...right.webhooks,
          record: (claim, attempted) => {
            if (attempted.delivery.dueAt !== undefined) dueAt.set(claim.id, attempted.delivery.dueAt)
            return right.webhooks.record(claim, attempted)
          },
          claimDue: Effect.fnUntraced(function* ({ at, limit, until }) {
            const fresh = yield* right.webhooks.claimDue({ at, until, limit: 1_000 })
            const lost = yield* right.webhooks.renew(
              stash.map((one) => one.claim),
              until
            )
            const all = [...stash.filter((one) => !lost.includes(one.claim)), ...fresh]
            all.sort((a, b) => (dueAt.get(b.claim.id) ?? 0) - (dueAt.get(a.claim.id) ?? 0))
            stash.splice(0, stash.length, ...all.slice(limit))
            return all.slice(0, limit)
          })
        }
      }
    }
  },
  {
    name: "waits for a delivery that is due at this instant",
    breaks: "A delivery is taken that is due at the instant of the claim (WebhookStore.claimDue).",
    wrap: (right) => claiming(right, (claimDue) => (request) => claimDue({ ...request, at: request.at - 1 }))
  },
  {
    name: "takes deliveries up to a second before they are due",
    breaks: "An attempt is made no earlier than it is due (6, Attempts; WebhookStore.claimDue).",
    wrap: (right) => claiming(right, (claimDue) => (request) => claimDue({ ...request, at: request.at + 999 }))
  },
  {
    name: "takes as many deliveries as there are",
    breaks: "At most limit deliveries are taken: what is under way is bounded (WebhookStore.claimDue; 6).",
    wrap: (right) => claiming(right, (claimDue) => (request) => claimDue({ ...request, limit: 1_000 }))
  },
  {
    name: "takes one delivery an endpoint at a time",
    breaks: "All that is due is taken, up to the limit: at least once, unordered (6; WebhookStore.claimDue).",
    wrap: (right) =>
      claiming(
        right,
        (claimDue) => (request) =>
          Effect.map(claimDue(request), (claimed) =>
            claimed.filter(
              ({ delivery }, nth) => claimed.findIndex((one) => one.delivery.endpointId === delivery.endpointId) === nth
            )
          )
      )
  },
  {
    name: "takes the deliveries of suspended orgs",
    breaks: "Deliveries of suspended orgs wait (WebhookStore.claimDue; 10).",
    wrap: (right) => claiming(right, (claimDue) => (request) => unsuspended(right.orgs)(claimDue(request)))
  },
  {
    name: "drops the deliveries of an org that was ever suspended",
    breaks: "Deliveries of suspended orgs wait, and are taken once the suspension is lifted (WebhookStore.claimDue).",
    wrap: ({ orgs, webhooks }) => {
      const suspended = new Set<string>()
      return {
        orgs: {
          ...orgs,
          change: (orgId, decide) =>
            Effect.tap(orgs.change(orgId, decide), (org) =>
              Effect.sync(() => org.suspendedAt !== undefined && suspended.add(orgId))
            )
        },
        webhooks: {
          ...webhooks,
          claimDue: (request) =>
            Effect.map(webhooks.claimDue(request), (claimed) =>
              claimed.filter(({ claim }) => !suspended.has(claim.orgId))
            )
        }
      }
    }
  },
  {
    name: "numbers every attempt 1",
    breaks: "Attempts are numbered from 1 in the order in which they were begun (Attempt.number).",
    wrap: ({ webhooks }) => ({ webhooks: seenDeliveries(webhooks, (claimed) => ({ ...claimed, attempt: 1 })) })
  },
  {
    name: "gives an attempt the number of one that a crash cut off",
    breaks:
      "An attempt's number is written when it is claimed: one that was cut off keeps its own (WebhookStore.claimDue).",
    wrap: ({ webhooks }) => {
      const recorded = new Map<string, number>()
      return {
        webhooks: {
          ...seenDeliveries(webhooks, (claimed) => ({
            ...claimed,
            attempt: (recorded.get(claimed.delivery.id) ?? 0) + 1
          })),
          record: (claim, attempted) =>
            Effect.tap(webhooks.record(claim, attempted), () =>
              Effect.sync(() => recorded.set(claim.id, (recorded.get(claim.id) ?? 0) + 1))
            )
        }
      }
    }
  },
  {
    name: "counts an attempt that was cut off as a failure",
    breaks: "A crash does not advance the schedule: failures are those that were recorded (Delivery.failures).",
    wrap: ({ webhooks }) => ({
      webhooks: seenDeliveries(webhooks, ({ attempt, delivery, ...claimed }) => ({
        ...claimed,
        attempt,
        delivery: { ...delivery, failures: attempt - 1 }
      }))
    })
  },
  {
    name: "lets a dispatcher that lost its lease decide about the delivery",
    breaks: "Where the lease is lost the delivery stays as it is (WebhookStore.record).",
    wrap: ({ webhooks }) => {
      const held = new Map<string, string>()
      return {
        webhooks: {
          ...webhooks,
          claimDue: (request) =>
            Effect.tap(webhooks.claimDue(request), (claimed) =>
              Effect.sync(() => {
                for (const { claim } of claimed) held.set(claim.id, claim.token)
              })
            ),
          record: (claim, attempted) =>
            webhooks.record({ ...claim, token: held.get(claim.id) ?? claim.token }, attempted)
        }
      }
    }
  },
  {
    name: "says of a record under a lost lease that all is well",
    breaks: "Who lost the lease is told LeaseLost (WebhookStore.record).",
    wrap: ({ webhooks }) => ({
      webhooks: {
        ...webhooks,
        record: (claim, attempted) =>
          Effect.catchTag(webhooks.record(claim, attempted), "LeaseLost", () => Effect.succeed({ deliveries: 0 }))
      }
    })
  },
  {
    name: "makes the next attempt at once",
    breaks: "After a failure a delivery is due when the schedule says (6, Attempts).",
    wrap: (right) =>
      recording(right, ({ dueAt, ...delivery }, attemptedAt) =>
        dueAt === undefined ? delivery : { ...delivery, dueAt: Math.min(dueAt, attemptedAt) }
      )
  },
  {
    name: "keeps when a delivery is due in whole seconds",
    breaks: "Instants are whole milliseconds: an attempt is not made before it is due (Instant; 6, Attempts).",
    wrap: (right) =>
      recording(right, ({ dueAt, ...delivery }) =>
        dueAt === undefined ? delivery : { ...delivery, dueAt: dueAt - (dueAt % 1_000) }
      )
  },
  {
    name: "forgets failures",
    breaks: "A delivery counts its failures, until its attempts are exhausted (6; Delivery.failures).",
    wrap: (right) =>
      recording(right, (delivery) => (delivery.dueAt === undefined ? delivery : { ...delivery, failures: 0 }))
  },
  {
    name: "sends a delivery again that succeeded",
    breaks: "A delivery is succeeded for good (6; Delivery).",
    wrap: (right) =>
      recording(right, ({ endedAt, ...delivery }, attemptedAt) =>
        delivery.status === "succeeded"
          ? { ...delivery, status: "pending", dueAt: attemptedAt }
          : { ...delivery, ...(endedAt === undefined ? {} : { endedAt }) }
      )
  },
  {
    name: "writes a payload with its fields in another order",
    breaks: "The payload is sent byte for byte as it was when the event was made (6).",
    wrap: (right) => withPayload(right, (payload) => JSON.stringify(sorted(JSON.parse(payload))))
  },
  {
    name: "escapes what is not ASCII in a payload",
    breaks: "The payload is sent byte for byte as it was when the event was made, in whatever script (6).",
    wrap: (right) =>
      withPayload(right, (payload) =>
        payload.replace(/[^\x20-\x7e]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`)
      )
  },
  {
    name: "sends to where the endpoint is now",
    breaks: "A new url is for future deliveries: each keeps a snapshot of its target (5, PATCH /webhooks).",
    wrap: ({ webhooks }) => ({
      webhooks: {
        ...webhooks,
        claimDue: Effect.fnUntraced(function* (request) {
          const claimed: Array<ClaimedDelivery> = []
          for (const one of yield* webhooks.claimDue(request)) {
            const endpoint = yield* Effect.option(webhooks.find(one.claim, one.delivery.endpointId))
            const url = endpoint._tag === "Some" ? endpoint.value.url : one.delivery.url
            claimed.push({ ...one, delivery: { ...one.delivery, url } })
          }
          return claimed
        })
      }
    })
  },
  {
    name: "signs with the secrets that an endpoint had at its first delivery",
    breaks: "A delivery is signed with what its endpoint signs with now (ClaimedDelivery.secrets; 6).",
    wrap: ({ webhooks }) => {
      const first = new Map<string, ReadonlyArray<SigningSecret.SigningSecret>>()
      return {
        webhooks: seenDeliveries(webhooks, (claimed) => {
          const secrets = first.get(claimed.delivery.endpointId) ?? claimed.secrets
          first.set(claimed.delivery.endpointId, secrets)
          return { ...claimed, secrets }
        })
      }
    }
  },
  {
    name: "hands out an endpoint's secrets oldest first",
    breaks: "One v1 per valid secret, newest first (6).",
    wrap: ({ webhooks }) => ({
      webhooks: seenDeliveries(webhooks, (claimed) => ({ ...claimed, secrets: claimed.secrets.toReversed() }))
    })
  },
  {
    name: "hands out deliveries without the auth token",
    breaks: "Authorization: Bearer <auth_token> is sent where one is set (6).",
    wrap: ({ webhooks }) => ({
      webhooks: seenDeliveries(webhooks, ({ authToken: _token, ...claimed }) => claimed)
    })
  },
  {
    name: "renews a lease twice at most",
    breaks: "A claim is held for as long as it is renewed (WebhookStore.renew).",
    wrap: ({ webhooks }) => {
      const renewed = new Map<string, number>()
      return {
        webhooks: {
          ...webhooks,
          renew: (claims, until) => {
            const spent = claims.filter(({ token }) => (renewed.get(token) ?? 0) >= 2)
            const rest = claims.filter((claim) => !spent.includes(claim))
            for (const { token } of rest) renewed.set(token, (renewed.get(token) ?? 0) + 1)
            return Effect.map(webhooks.renew(rest, until), (lost) => [...lost, ...spent])
          }
        }
      }
    }
  },
  {
    name: "holds a renewed lease a minute longer than was asked for",
    breaks: "A renewal holds the claim until the instant that it says (WebhookStore.renew).",
    wrap: ({ webhooks }) => ({
      webhooks: { ...webhooks, renew: (claims, until) => webhooks.renew(claims, until + 60_000) }
    })
  },
  {
    name: "never takes a delivery again whose attempt was cut off",
    breaks: "At least once: a delivery whose lease ran out is attempted again (6; WebhookStore.claimDue).",
    wrap: ({ webhooks }) => {
      const taken = new Set<string>()
      return {
        webhooks: {
          ...webhooks,
          claimDue: (request) =>
            Effect.map(webhooks.claimDue(request), (claimed) =>
              claimed.filter(({ claim }) => !taken.has(claim.id) && taken.add(claim.id).size > 0)
            ),
          record: (claim, attempted) => {
            taken.delete(claim.id)
            return webhooks.record(claim, attempted)
          }
        }
      }
    }
  }
])
