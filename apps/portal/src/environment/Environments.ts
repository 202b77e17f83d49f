/** The org's active environments, live first. */
import { queryOptions, useSuspenseQuery } from "@tanstack/react-query"
import { answerOf, api, type Schemas } from "../api/Api.ts"

export type Environment = Schemas["Environment"]

export const environmentsQuery = queryOptions({
  queryKey: ["environments"],
  queryFn: async (): Promise<ReadonlyArray<Environment>> => (await answerOf(api.GET("/api/environments"))).data,
  staleTime: 30_000
})

export const useEnvironments = () => useSuspenseQuery(environmentsQuery).data
