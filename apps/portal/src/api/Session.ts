/** Who is signed in, in which org, and what they may do. The session itself is a cookie that no script reads. */
import { queryOptions, useSuspenseQuery } from "@tanstack/react-query"
import { answerOf, api } from "./Api.ts"

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: () => answerOf(api.GET("/api/session")),
  staleTime: 60_000
})

export const useSession = () => useSuspenseQuery(sessionQuery).data

/** Spends a one-time link. */
export const signIn = (token: string) => answerOf(api.POST("/api/session", { body: { token } }))

/** Goes on in another org of the same person. */
export const chooseOrg = (org_id: string) => answerOf(api.PATCH("/api/session", { body: { org_id } }))

export const signOut = () => answerOf(api.DELETE("/api/session"))
