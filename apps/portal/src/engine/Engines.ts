/** The org's engines and their versions. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query"
import { answerOf, api, type Schemas } from "../api/Api.ts"
import { byCursor } from "../parts/Table.tsx"

export type Engine = Schemas["Engine"]
export type EngineVersion = Schemas["EngineVersion"]

const at = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor })

export const enginesQuery = infiniteQueryOptions({
  queryKey: ["engines", "list"],
  queryFn: ({ pageParam }) =>
    answerOf(api.GET("/api/engines", { params: { query: { limit: 100, ...at(pageParam) } } })),
  ...byCursor
})

export const engineQuery = (slug: string) =>
  queryOptions({
    queryKey: ["engines", "one", slug],
    queryFn: () => answerOf(api.GET("/api/engines/{slug}", { params: { path: { slug } } }))
  })

export const versionsQuery = (slug: string) =>
  infiniteQueryOptions({
    queryKey: ["engines", "versions", slug],
    queryFn: ({ pageParam }) =>
      answerOf(api.GET("/api/engines/{slug}/versions", { params: { path: { slug }, query: at(pageParam) } })),
    ...byCursor
  })

export const createEngine = (body: Schemas["NewEngine"]) => answerOf(api.POST("/api/engines", { body }))

export const release = (slug: string, body: Schemas["NewEngineVersion"]) =>
  answerOf(api.POST("/api/engines/{slug}/versions", { params: { path: { slug } }, body }))

export const rotateEngineSecret = (slug: string, overlap_seconds: number) =>
  answerOf(api.POST("/api/engines/{slug}/rotate-secret", { params: { path: { slug } }, body: { overlap_seconds } }))
