import type { Attempted, Endpoint, Event, Instant, WebhookStore } from "@nexio/core"
import { Effect, Result } from "effect"
import { inStores, type StoreSet } from "./Fault.ts"
import { everything, turns } from "./Listed.ts"

type Webhooks = WebhookStore["Service"]

/** Endpoints fail since when `next` says after each report that counts, wherever that is told. */
const failingSince = (
  webhooks: Webhooks,
  next: (attempted: Attempted, right: Instant.Instant | undefined) => Instant.Instant | undefined
): Webhooks => {
  const known = new Map<string, Instant.Instant | undefined>()
  const seen = ({ failingSince, ...endpoint }: Endpoint.Endpoint): Endpoint.Endpoint => {
    const since = known.has(endpoint.id) ? known.get(endpoint.id) : failingSince
    return since === undefined ? endpoint : { ...endpoint, failingSince: since }
  }
  return {
    ...webhooks,
    find: (scope, id) => Effect.map(webhooks.find(scope, id), seen),
    change: (scope, decide, remember) =>
      webhooks.change(scope, (among) => decide({ ...among, endpoints: among.endpoints.map(seen) }), remember),
    record: (claim, attempted) =>
      Effect.map(webhooks.record(claim, attempted), ({ failingSince, ...recorded }) => {
        const since = next(attempted, failingSince)
        known.set(attempted.delivery.endpointId, since)
        return { ...recorded, failingSince: since }
      })
  }
}

/** Writes what `write` makes of a decision, told the endpoint as it was. */
const deciding = (
  webhooks: Webhooks,
  write: (decision: Endpoint.Decision, before: Endpoint.Endpoint | undefined) => Endpoint.Decision
): Webhooks => ({
  ...webhooks,
  change: (scope, decide, remember) =>
    webhooks.change(
      scope,
      (among) =>
        Result.map(decide(among), (decision) =>
          write(
            decision,
            among.endpoints.find(({ id }) => id === decision.endpoint.id)
          )
        ),
      remember
    )
})

const isDeactivation = ({ entry }: Endpoint.Decision) => entry?.action === "webhook.disabled"

const without = ({ failingSince: _since, ...endpoint }: Endpoint.Endpoint): Endpoint.Endpoint => endpoint

/** One more delivery of the same event, to an endpoint that it is about. */
const withDeliveryTo = (id: Endpoint.Endpoint["id"], fanOut: Event.FanOut | undefined): Event.FanOut | undefined => {
  const [first] = fanOut?.deliveries ?? []
  if (fanOut === undefined || first === undefined) return fanOut
  const own = { ...first, endpointId: id, id: first.id.replace(/^./, "f") as typeof first.id }
  return { ...fanOut, deliveries: [...fanOut.deliveries, own] }
}

export const faults = inStores("WebhookStore", [
  {
    name: "says that an endpoint fails since its last failed attempt",
    breaks: "An endpoint fails since the first failed attempt (6; Endpoint.failingSince).",
    wrap: ({ webhooks }) => ({
      webhooks: failingSince(webhooks, ({ attempt }, right) => right && attempt.startedAt)
    })
  },
  {
    name: "says that an endpoint fails since its very first failed attempt, whatever succeeded since",
    breaks: "An endpoint fails since the first failed attempt after a success (6; Endpoint.failingSince).",
    wrap: ({ webhooks }) => {
      const first = new Map<string, Instant.Instant>()
      return {
        webhooks: failingSince(webhooks, ({ delivery }, right) => {
          if (right !== undefined && !first.has(delivery.endpointId)) first.set(delivery.endpointId, right)
          return first.get(delivery.endpointId)
        })
      }
    }
  },
  {
    name: "says nothing of since when an endpoint fails to who reports",
    breaks: "Who reports an attempt hears since when the endpoint fails (WebhookStore.record).",
    wrap: ({ webhooks }) => ({
      webhooks: {
        ...webhooks,
        record: (claim, attempted) =>
          Effect.map(webhooks.record(claim, attempted), ({ deliveries }) => ({ deliveries }))
      }
    })
  },
  {
    name: "forgets since when an endpoint fails where something else of it is changed",
    breaks: "Only a success, a new URL or an activation ends a failure (Endpoint.failingSince).",
    wrap: ({ webhooks }) => ({
      webhooks: deciding(webhooks, ({ endpoint, ...rest }) => ({ ...rest, endpoint: without(endpoint) }))
    })
  },
  {
    name: "writes since when an endpoint failed before a change that was under way",
    breaks: "A change reads and locks the endpoints (WebhookStore.change).",
    wrap: ({ webhooks }) => ({
      webhooks: {
        ...webhooks,
        change: Effect.fnUntraced(function* (scope, decide, remember) {
          const read = new Map(
            (yield* everything((page) => webhooks.list(scope, page))).map((one) => [one.id, one.failingSince])
          )
          yield* turns(3)
          return yield* deciding(webhooks, ({ endpoint, ...rest }) => {
            const since = read.get(endpoint.id)
            return { ...rest, endpoint: since === undefined ? endpoint : { ...endpoint, failingSince: since } }
          }).change(scope, decide, remember)
        })
      }
    })
  },
  {
    name: "keeps since when an endpoint fails when it is activated again",
    breaks: "Activation begins anew (Endpoint.failingSince).",
    wrap: ({ webhooks }) => ({
      webhooks: deciding(webhooks, ({ endpoint, ...rest }, before) => ({
        ...rest,
        endpoint: before?.failingSince === undefined ? endpoint : { ...endpoint, failingSince: before.failingSince }
      }))
    })
  },
  {
    name: "lets a success that was reported too late end a failure",
    breaks: "Where the lease is lost all else stays as it is (WebhookStore.record).",
    wrap: ({ webhooks }) => ({
      webhooks: {
        ...webhooks,
        record: (claim, attempted) =>
          Effect.tapErrorTag(webhooks.record(claim, attempted), "LeaseLost", () =>
            attempted.delivery.status === "succeeded"
              ? Effect.ignore(
                  webhooks.change(claim, ({ endpoints }) => {
                    const one = endpoints.find(({ id }) => id === attempted.delivery.endpointId)
                    return one === undefined
                      ? Result.fail(undefined)
                      : Result.succeed({ endpoint: without(one), entry: undefined })
                  })
                )
              : Effect.void
          )
      }
    })
  },
  {
    name: "deactivates what was to be deactivated when it was looked at",
    breaks: "It is decided again under the lock (WebhookStore.change; Deactivation).",
    wrap: ({ orgs, webhooks }: StoreSet) => ({
      webhooks: {
        ...webhooks,
        change: Effect.fnUntraced(function* (scope, decide, remember) {
          const endpoints = yield* everything((page) => webhooks.list(scope, page))
          const limit = (yield* Effect.orDie(orgs.find(scope.orgId))).endpointLimit
          const decided = decide({ limit, endpoints })
          yield* turns(3)
          const isMeant = Result.isSuccess(decided) && isDeactivation(decided.success)
          return yield* webhooks.change(scope, isMeant ? () => decided : decide, remember)
        })
      }
    })
  },
  {
    name: "deactivates without a word in the audit log",
    breaks: "A deactivation has its audit entry (6).",
    wrap: ({ webhooks }) => ({
      webhooks: deciding(webhooks, (decision) =>
        isDeactivation(decision) ? { ...decision, entry: undefined } : decision
      )
    })
  },
  {
    name: "deactivates in the log alone",
    breaks: "A deactivation acts like active:false (6).",
    wrap: ({ webhooks }) => ({
      webhooks: deciding(webhooks, (decision, before) =>
        isDeactivation(decision) && before !== undefined ? { ...decision, endpoint: before } : decision
      )
    })
  },
  {
    name: "deactivates nothing",
    breaks: "An endpoint that is gone or fails for 120 h is deactivated (6).",
    wrap: ({ webhooks }) => ({
      webhooks: deciding(webhooks, (decision, before) =>
        isDeactivation(decision) && before !== undefined ? { endpoint: before, entry: undefined } : decision
      )
    })
  },
  {
    name: "tells nobody of a deactivation",
    breaks: "A deactivation is told to the other endpoints that subscribe (6).",
    wrap: ({ webhooks }) => ({
      webhooks: deciding(webhooks, ({ announcement: _announcement, ...decision }) => decision)
    })
  },
  {
    name: "tells a deactivated endpoint of itself",
    breaks: "Operational events go to other endpoints (6).",
    wrap: ({ webhooks }) => ({
      webhooks: deciding(webhooks, ({ announcement, ...decision }, before) => ({
        ...decision,
        announcement: announcement && before && ((endpoints) => withDeliveryTo(before.id, announcement(endpoints)))
      }))
    })
  },
  {
    name: "tells nobody of a delivery that has failed for good",
    breaks: "What is announced with a report is told in its transaction (WebhookStore.record).",
    wrap: ({ webhooks }) => ({
      webhooks: {
        ...webhooks,
        record: (claim, { announcement: _announcement, ...attempted }) => webhooks.record(claim, attempted)
      }
    })
  },
  {
    name: "says of an announcement that it made nothing",
    breaks: "Who reports hears how many deliveries were made, and wakes who sends them (Recorded.deliveries).",
    wrap: ({ webhooks }) => ({
      webhooks: {
        ...webhooks,
        record: (claim, attempted) =>
          Effect.map(webhooks.record(claim, attempted), (recorded) => ({ ...recorded, deliveries: 0 }))
      }
    })
  },
  {
    name: "tells of what is reported under a lost lease",
    breaks: "Where the lease is lost nothing is told (WebhookStore.record).",
    wrap: ({ webhooks }) => ({
      webhooks: {
        ...webhooks,
        record: (claim, attempted) =>
          Effect.tapErrorTag(webhooks.record(claim, attempted), "LeaseLost", () =>
            Effect.ignore(
              webhooks.change(claim, ({ endpoints }) =>
                Result.map(
                  Result.fromNullishOr(endpoints[0], () => undefined),
                  (endpoint) => ({
                    endpoint,
                    entry: undefined,
                    announcement: attempted.announcement
                  })
                )
              )
            )
          )
      }
    })
  }
])
