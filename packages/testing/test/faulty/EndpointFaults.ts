import { type Endpoint, Environment, type Id } from "@nexio/core"
import { Effect, Result } from "effect"
import { inStores, type StoreSet } from "./Fault.ts"
import { everything, turns } from "./Listed.ts"
import { noting } from "./Noted.ts"
import { haunted } from "./Outbox.ts"
import { unsuspended } from "./Unsuspended.ts"

type Webhooks = StoreSet["webhooks"]

/** Decides on what was read before the lock, where `races` says so of the endpoint and those beside it. */
const racing = (
  { orgs, webhooks }: StoreSet,
  races: (endpoint: Endpoint.Endpoint, among: ReadonlyArray<Endpoint.Endpoint>) => boolean
): Partial<StoreSet> => ({
  webhooks: {
    ...webhooks,
    change: Effect.fnUntraced(function* (scope, decide, remember) {
      const org = yield* Effect.option(orgs.find(scope.orgId))
      if (org._tag === "None") return yield* webhooks.change(scope, decide, remember)
      const endpoints = yield* everything((page) => webhooks.list(scope, page))
      const decided = decide({ limit: org.value.endpointLimit, endpoints })
      const unlocked = Result.isSuccess(decided) && races(decided.success.endpoint, endpoints)
      yield* turns(3)
      return yield* webhooks.change(scope, unlocked ? () => decided : decide, remember)
    })
  }
})

/** Writes what `write` makes of an endpoint, and answers what was decided. */
const writing = (
  { webhooks }: StoreSet,
  write: (endpoint: Endpoint.Endpoint, before: Endpoint.Endpoint | undefined) => Endpoint.Endpoint
): Partial<StoreSet> => ({
  webhooks: {
    ...webhooks,
    change: (scope, decide, remember) => {
      let answer: Endpoint.Endpoint | undefined
      const changing = webhooks.change(
        scope,
        (among) =>
          Result.map(decide(among), ({ endpoint, ...decided }) => {
            answer = endpoint
            const before = among.endpoints.find(({ id }) => id === endpoint.id)
            return { ...decided, endpoint: write(endpoint, before) }
          }),
        remember
      )
      return Effect.map(changing, (endpoint) => answer ?? endpoint)
    }
  }
})

/** Decides as if the limit were less. */
const limited = (webhooks: Webhooks, taken: (among: Endpoint.Endpoints) => number): Webhooks => ({
  ...webhooks,
  change: (scope, decide, remember) =>
    webhooks.change(scope, (among) => decide({ ...among, limit: Math.max(0, among.limit - taken(among)) }), remember)
})

/** Cancels what is pending for an endpoint where `stops` says so of a decision. */
const stopping = (
  webhooks: Webhooks,
  stops: (decision: Endpoint.Decision) => boolean | undefined
): Partial<StoreSet> => ({
  webhooks: {
    ...webhooks,
    change: (scope, decide, remember) =>
      webhooks.change(
        scope,
        (among) => Result.map(decide(among), (decision) => ({ ...decision, stops: stops(decision) })),
        remember
      )
  }
})

/** Stops an active endpoint and starts it again as it was: its pending deliveries are cancelled by that. */
const stopAndStart = (webhooks: Webhooks, endpoint: Endpoint.Endpoint) =>
  Effect.andThen(
    webhooks.change(endpoint, () =>
      Result.succeed({ endpoint: { ...endpoint, active: false }, entry: undefined, stops: true })
    ),
    webhooks.change(endpoint, () => Result.succeed({ endpoint, entry: undefined }))
  ).pipe(Effect.orDie)

export const faults = inStores("WebhookStore", [
  {
    name: "reads the endpoints before it locks them, and makes one without looking again",
    breaks:
      "At most endpoint_limit active endpoints per environment, however many callers are at once (5, POST /webhooks).",
    wrap: (right) => racing(right, ({ id }, among) => !among.some((other) => other.id === id))
  },
  {
    name: "re-activates an endpoint without looking again how many are active",
    breaks: "The cap of endpoints is raced also by re-activating (5, POST /webhooks).",
    wrap: (right) =>
      racing(right, ({ active, id }, among) => active && among.some((other) => other.id === id && !other.active))
  },
  {
    name: "loses a change of an endpoint that came between",
    breaks:
      "Changes of an environment's endpoints are made one after the other, so none is lost (WebhookStore.change).",
    wrap: (right) =>
      racing(right, ({ active, id }, among) => among.some((other) => other.id === id && other.active === active))
  },
  {
    name: "counts inactive endpoints under the cap",
    breaks: "endpoint_limit is of active endpoints (5, POST /webhooks).",
    wrap: ({ webhooks }) => ({
      webhooks: limited(webhooks, ({ endpoints }) => endpoints.filter(({ active }) => !active).length)
    })
  },
  {
    name: "counts the endpoints of all of an org's environments under the cap",
    breaks: "endpoint_limit is per environment (5, POST /webhooks).",
    wrap: (right) => {
      const { endpoints, stores } = noting(right)
      return {
        ...stores,
        webhooks: {
          ...stores.webhooks,
          change: (scope, decide, remember) =>
            limited(
              stores.webhooks,
              () =>
                [...endpoints.values()].filter(
                  ({ active, environmentId, orgId }) =>
                    active && orgId === scope.orgId && environmentId !== scope.environmentId
                ).length
            ).change(scope, decide, remember)
        }
      }
    }
  },
  {
    name: "allows ten endpoints whatever an org's limit is",
    breaks: "The operator sets endpoint_limit per org (5, POST /webhooks).",
    wrap: ({ webhooks }) => ({
      webhooks: {
        ...webhooks,
        change: (scope, decide, remember) =>
          webhooks.change(scope, (among) => decide({ ...among, limit: 10 }), remember)
      }
    })
  },
  {
    name: "changes the endpoints of suspended orgs",
    breaks: "The environment of a suspended org takes no requests: OrgSuspended (WebhookStore.change).",
    wrap: ({ orgs, webhooks }) => ({
      webhooks: {
        ...webhooks,
        change: (scope, decide, remember) => unsuspended(orgs)(webhooks.change(scope, decide, remember))
      }
    })
  },
  {
    name: "takes the environment of a suspended org for one that is gone",
    breaks: "What is written into a suspended org is OrgSuspended (WebhookStore.change; 3, Codes).",
    wrap: ({ webhooks }) => ({
      webhooks: {
        ...webhooks,
        change: (scope, decide, remember) =>
          Effect.catchTag(webhooks.change(scope, decide, remember), "OrgSuspended", () =>
            Effect.fail(new Environment.EnvironmentGone())
          )
      }
    })
  },
  {
    name: "sends test events in suspended orgs",
    breaks: "What is sent anew in a suspended org is OrgSuspended (DeliveryStore.send; 10).",
    wrap: ({ deliveries, orgs }) => ({
      deliveries: {
        ...deliveries,
        send: (scope, id, decide, remember) => unsuspended(orgs)(deliveries.send(scope, id, decide, remember))
      }
    })
  },
  {
    name: "acknowledges a change in a deleted environment",
    breaks: "A deleted environment takes no requests: EnvironmentGone (WebhookStore.change).",
    wrap: ({ environments, webhooks }) => ({
      webhooks: {
        ...webhooks,
        change: Effect.fnUntraced(function* (scope, decide, remember) {
          const environment = yield* environments.byId(scope.orgId, scope.environmentId)
          if (environment?.deletedAt === undefined) return yield* webhooks.change(scope, decide, remember)
          const endpoints = yield* everything((page) => webhooks.list(scope, page))
          return (yield* Effect.fromResult(decide({ limit: 10, endpoints }))).endpoint
        })
      }
    })
  },
  {
    name: "leaves the deliveries of a deactivated endpoint pending",
    breaks: "active:false cancels pending deliveries (5, PATCH /webhooks; WebhookStore.change).",
    wrap: (right) => {
      const { raise, runs, webhooks } = haunted(right)
      return {
        runs,
        webhooks: {
          ...webhooks,
          change: (scope, decide, remember) =>
            Effect.tap(webhooks.change(scope, decide, remember), ({ active, deletedAt, id }) =>
              active || deletedAt !== undefined ? Effect.void : raise(({ endpointId }) => endpointId === id)
            )
        }
      }
    }
  },
  {
    name: "leaves the deliveries of a deleted endpoint pending",
    breaks: "DELETE cancels pending deliveries (5, DELETE /webhooks; WebhookStore.change).",
    wrap: ({ webhooks }) => stopping(webhooks, ({ endpoint, stops }) => endpoint.deletedAt === undefined && stops)
  },
  {
    name: "cancels what is pending for an inactive endpoint whatever is changed of it",
    breaks: "Only what stops an endpoint cancels what is pending for it (WebhookStore.change).",
    wrap: ({ webhooks }) => stopping(webhooks, ({ endpoint }) => !endpoint.active)
  },
  {
    name: "sends what was cancelled once its endpoint is active again",
    breaks: "A cancelled delivery is cancelled for good (6; Delivery).",
    wrap: (right) => {
      const { raise, runs, webhooks } = haunted(right)
      const stopped = new Set<string>()
      return {
        runs,
        webhooks: {
          ...webhooks,
          change: (scope, decide, remember) =>
            Effect.tap(webhooks.change(scope, decide, remember), ({ active, id }) => {
              if (!active) return Effect.sync(() => stopped.add(id))
              return stopped.delete(id) ? raise(({ endpointId }) => endpointId === id) : Effect.void
            })
        }
      }
    }
  },
  {
    name: "cancels all of an environment's deliveries where one endpoint stops",
    breaks: "An endpoint that stops takes its own pending deliveries with it (5, PATCH /webhooks).",
    wrap: ({ webhooks }) => ({
      webhooks: {
        ...webhooks,
        change: (scope, decide, remember) =>
          Effect.tap(
            webhooks.change(scope, decide, remember),
            Effect.fnUntraced(function* (endpoint) {
              if (endpoint.active) return
              const others = yield* everything((page) => webhooks.list(scope, page))
              for (const other of others.filter(({ active }) => active)) yield* stopAndStart(webhooks, other)
            })
          )
      }
    })
  },
  {
    name: "cancels pending deliveries with every change of their endpoint",
    breaks: "Only what stops an endpoint cancels what is pending for it (WebhookStore.change).",
    wrap: ({ webhooks }) => ({
      webhooks: {
        ...webhooks,
        change: (scope, decide, remember) =>
          Effect.tap(webhooks.change(scope, decide, remember), (endpoint) =>
            endpoint.active ? stopAndStart(webhooks, endpoint) : Effect.void
          )
      }
    })
  },
  {
    name: "keeps only the newest secret",
    breaks: "A replaced secret signs along until its overlap ends (5, rotate-secret).",
    wrap: (right) => writing(right, (endpoint) => ({ ...endpoint, secrets: endpoint.secrets.slice(0, 1) }))
  },
  {
    name: "keeps what a change cleared",
    breaks: "null clears the description and the auth_token (5, PATCH /webhooks).",
    wrap: (right) => writing(right, (endpoint, before) => ({ ...before, ...endpoint }))
  },
  {
    name: "keeps the events that an endpoint was made with",
    breaks: "A change of events holds for what is made from then on (5, PATCH /webhooks).",
    wrap: (right) => writing(right, (endpoint, before) => ({ ...endpoint, events: before?.events ?? endpoint.events }))
  },
  {
    name: "keeps the order that an endpoint was made with",
    breaks: "An endpoint is ordered or not as a change says (5, PATCH /webhooks).",
    wrap: (right) =>
      writing(right, (endpoint, before) => ({ ...endpoint, ordered: before?.ordered ?? endpoint.ordered }))
  },
  {
    name: "says that an endpoint was changed when it was made",
    breaks: "updated_at says when an endpoint was last changed (5, GET /webhooks).",
    wrap: (right) => writing(right, (endpoint) => ({ ...endpoint, updatedAt: endpoint.createdAt }))
  },
  {
    name: "finds a deleted endpoint",
    breaks: "An endpoint that is deleted is EndpointNotFound (WebhookStore.find).",
    wrap: (right) => {
      const { endpoints, stores } = noting(right)
      return {
        ...stores,
        webhooks: {
          ...stores.webhooks,
          find: (scope, id) =>
            Effect.catchTag(right.webhooks.find(scope, id), "EndpointNotFound", (missing) => {
              const known = endpoints.get(id)
              return known?.environmentId === scope.environmentId ? Effect.succeed(known) : Effect.fail(missing)
            })
        }
      }
    }
  },
  {
    name: "finds an endpoint of whatever environment",
    breaks: "What belongs to another environment answers as what does not exist (2.6; WebhookStore.find).",
    wrap: (right) => {
      const { endpoints, stores } = noting(right)
      return {
        ...stores,
        webhooks: {
          ...stores.webhooks,
          find: (scope, id) => {
            const known: Id.Scope | undefined = endpoints.get(id)
            return right.webhooks.find(known ?? scope, id)
          }
        }
      }
    }
  },
  {
    name: "lists deleted endpoints",
    breaks: "The list has those that are not deleted (WebhookStore.list).",
    wrap: (right) => {
      const { endpoints, stores } = noting(right)
      return {
        ...stores,
        webhooks: {
          ...stores.webhooks,
          list: (scope, page) =>
            Effect.map(right.webhooks.list(scope, page), (listed) => {
              if (listed.next !== undefined || page.after !== undefined) return listed
              const deleted = [...endpoints.values()].filter(
                (one) => one.environmentId === scope.environmentId && one.deletedAt !== undefined
              )
              return { items: [...listed.items, ...deleted].slice(0, page.limit) }
            })
        }
      }
    }
  },
  {
    name: "lists inactive endpoints last",
    breaks: "Endpoints are listed newest first, active or not (3, Lists; WebhookStore.list).",
    wrap: ({ webhooks }) => ({
      webhooks: {
        ...webhooks,
        list: (scope, page) =>
          Effect.map(webhooks.list(scope, page), ({ items, ...rest }) => ({
            ...rest,
            items: items.toSorted((a, b) => Number(b.active) - Number(a.active))
          }))
      }
    })
  },
  {
    name: "ends a list after its first page",
    breaks: "A page that is not the last says where to go on (3, Lists; Page).",
    wrap: ({ webhooks }) => ({
      webhooks: {
        ...webhooks,
        list: (scope, page) => Effect.map(webhooks.list(scope, page), ({ items }) => ({ items }))
      }
    })
  }
])
