/** The calls about the org's members. */
import { infiniteQueryOptions } from "@tanstack/react-query"
import { answerOf, api, type Schemas } from "../../api/Api.ts"
import type { Permission } from "../../environment/Allowed.ts"
import { byCursor } from "../../parts/Table.tsx"

export type Member = Schemas["Member"]

export const membersQuery = infiniteQueryOptions({
  queryKey: ["members"],
  queryFn: ({ pageParam: cursor }) =>
    answerOf(api.GET("/api/members", { params: { query: cursor === undefined ? {} : { cursor } } })),
  ...byCursor
})

export const create = (email: string, permissions: Array<Permission>) =>
  answerOf(api.POST("/api/members", { body: { email, permissions } }))

export const update = (id: string, permissions: Array<Permission>) =>
  answerOf(api.PATCH("/api/members/{id}", { params: { path: { id } }, body: { permissions } }))

export const remove = (id: string) => answerOf(api.DELETE("/api/members/{id}", { params: { path: { id } } }))
