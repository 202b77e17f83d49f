/** The calls about API keys. */
import { infiniteQueryOptions } from "@tanstack/react-query"
import { answerOf, api, type Schemas } from "../../api/Api.ts"
import { byCursor } from "../../parts/Table.tsx"

export type ApiKey = Schemas["ApiKeyPage"]["data"][number]

export const keysQuery = (environment: string) =>
  infiniteQueryOptions({
    queryKey: ["api-keys", environment],
    queryFn: ({ pageParam: cursor }) =>
      answerOf(
        api.GET("/api/api-keys", {
          params: {
            query: {
              environment,
              ...(cursor === undefined ? {} : { cursor })
            }
          }
        })
      ),
    ...byCursor
  })

/** How a key stands now. One that was rolled, or has an end, is active until then. */
export const stateOf = ({ expires_at, revoked_at }: ApiKey): "active" | "ending" | "expired" | "revoked" => {
  if (revoked_at !== undefined) return "revoked"
  if (expires_at === undefined) return "active"
  return Date.parse(expires_at) <= Date.now() ? "expired" : "ending"
}

export const stoppedReason = (key: ApiKey): string | undefined => {
  const state = stateOf(key)
  return state === "revoked" || state === "expired" ? `This key is ${state}.` : undefined
}

export const roll = (id: string, overlap_seconds: number) =>
  answerOf(api.POST("/api/api-keys/{id}/roll", { params: { path: { id } }, body: { overlap_seconds } }))

export const revoke = (id: string) => answerOf(api.DELETE("/api/api-keys/{id}", { params: { path: { id } } }))
