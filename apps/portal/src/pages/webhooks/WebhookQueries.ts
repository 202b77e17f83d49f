/** The calls about webhook endpoints and their deliveries, of the environment that is looked at. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query"
import { answerOf, api, type Schemas } from "../../api/Api.ts"
import { byCursor } from "../../parts/Table.tsx"

export type Webhook = Schemas["Webhook"]
export type Delivery = Schemas["Delivery"]
export type EventType = Webhook["events"][number]

export const eventTypes: ReadonlyArray<readonly [type: EventType, about: string]> = [
  ["run.completed", "A run came to a result, in full or degraded"],
  ["run.failed", "A run failed"],
  ["run.cancelled", "A run was cancelled before it began"],
  ["delivery.exhausted", "A delivery to another endpoint has failed for good"],
  ["endpoint.disabled", "Another endpoint was deactivated by the server"]
]

export const deliveryStatuses = ["pending", "succeeded", "failed", "cancelled"] as const

const at = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor })

const one = (environment: string, id: string) => ({ params: { path: { id }, query: { environment } } })

export const webhooksQuery = (environment: string) =>
  infiniteQueryOptions({
    queryKey: ["webhooks", environment, "list"],
    queryFn: ({ pageParam }) =>
      answerOf(api.GET("/api/webhooks", { params: { query: { environment, ...at(pageParam) } } })),
    ...byCursor
  })

export const webhookQuery = (environment: string, id: string) =>
  queryOptions({
    queryKey: ["webhooks", environment, "one", id],
    queryFn: () => answerOf(api.GET("/api/webhooks/{id}", one(environment, id)))
  })

export const runDeliveriesQuery = (environment: string, run: string) =>
  infiniteQueryOptions({
    queryKey: ["deliveries", environment, "of run", run],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET("/api/runs/{run_id}/deliveries", {
          params: { path: { run_id: run }, query: { environment, ...at(pageParam) } }
        })
      ),
    ...byCursor
  })

export const deliveriesQuery = (environment: string, id: string, status: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ["deliveries", environment, "of", id, status ?? "any"],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET("/api/webhooks/{id}/deliveries", {
          params: {
            path: { id },
            query: {
              environment,
              ...(status ? { status: status as Delivery["status"] } : {}),
              ...at(pageParam)
            }
          }
        })
      ),
    ...byCursor
  })

export const deliveryQuery = (environment: string, id: string) =>
  queryOptions({
    queryKey: ["deliveries", environment, "one", id],
    queryFn: () => answerOf(api.GET("/api/deliveries/{id}", one(environment, id)))
  })

export const create = (environment: string, body: Schemas["NewWebhook"]) =>
  answerOf(api.POST("/api/webhooks", { params: { query: { environment } }, body }))

export const update = (environment: string, id: string, body: Schemas["WebhookChange"]) =>
  answerOf(api.PATCH("/api/webhooks/{id}", { ...one(environment, id), body }))

export const remove = (environment: string, id: string) =>
  answerOf(api.DELETE("/api/webhooks/{id}", one(environment, id)))

export const rotate = (environment: string, id: string, overlap_seconds: number) =>
  answerOf(api.POST("/api/webhooks/{id}/rotate-secret", { ...one(environment, id), body: { overlap_seconds } }))

/** Sends a test event, and tells its delivery. */
export const sendTest = (environment: string, id: string) =>
  answerOf(api.POST("/api/webhooks/{id}/test", { ...one(environment, id), body: {} }))

export const redeliver = (environment: string, id: string) =>
  answerOf(api.POST("/api/deliveries/{id}/redeliver", { ...one(environment, id), body: {} }))

export const recover = (environment: string, id: string, since: string) =>
  answerOf(api.POST("/api/webhooks/{id}/recover", { ...one(environment, id), body: { since } }))
