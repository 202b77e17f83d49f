/** The calls about runs, of the environment that is looked at. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query"
import { answerOf, api, type Schemas } from "../../api/Api.ts"
import { byCursor } from "../../parts/Table.tsx"

export type Run = Schemas["Run"]
export type RunSummary = Schemas["RunSummary"]

export const statuses = ["queued", "processing", "completed", "degraded", "failed", "cancelled"] as const

export interface RunFilters {
  readonly status?: string
  readonly engine?: string
  /** The day that it was made on or after, or before: `2026-03-22` in the reader's zone. */
  readonly after?: string
  readonly before?: string
}

/** When a day begins where the reader is. */
const startOf = (day: string): string => new Date(`${day}T00:00`).toISOString()

/** Fields that were left empty filter nothing. */
const queryOf = ({ after, before, engine, status }: RunFilters) => ({
  ...(status ? { status: status as Run["status"] } : {}),
  ...(engine ? { engine } : {}),
  ...(after ? { created_after: startOf(after) } : {}),
  ...(before ? { created_before: startOf(before) } : {})
})

export const runsQuery = (environment: string, filters: RunFilters) =>
  infiniteQueryOptions({
    queryKey: ["runs", environment, "list", filters],
    queryFn: ({ pageParam: cursor }) =>
      answerOf(
        api.GET("/api/runs", {
          params: {
            query: { environment, limit: 100, ...queryOf(filters), ...(cursor === undefined ? {} : { cursor }) }
          }
        })
      ),
    ...byCursor
  })

export const runQuery = (environment: string, id: string) =>
  queryOptions({
    queryKey: ["runs", environment, "one", id],
    queryFn: () => answerOf(api.GET("/api/runs/{run_id}", { params: { path: { run_id: id }, query: { environment } } }))
  })

export const hasEnded = ({ status }: Pick<Run, "status">): boolean => status !== "queued" && status !== "processing"

export const cancel = (environment: string, id: string) =>
  answerOf(
    api.POST("/api/runs/{run_id}/cancel", { params: { path: { run_id: id }, query: { environment } }, body: {} })
  )

/** Submits a run anew in another environment, and tells the new one's id. */
export const replay = async (id: string, into: string): Promise<string> => {
  const { data } = await answerOf(
    api.POST("/api/environments/{slug}/replays", { params: { path: { slug: into } }, body: { run_ids: [id] } })
  )
  return data[0]!.run_id
}
