/** Who is signed in, in which org, and what they may do. */
import { queryOptions, useSuspenseQuery } from "@tanstack/react-query"
import { answerOf, api, type Schemas } from "./Api.ts"

export type Me = Omit<Schemas["Me"], "environment" | "key_prefix"> & {
  readonly member: { readonly id: string; readonly email: string }
}

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async () => (await answerOf<unknown>(api.GET("/api/me"))) as Me,
  staleTime: 60_000
})

export const useMe = () => useSuspenseQuery(meQuery).data
