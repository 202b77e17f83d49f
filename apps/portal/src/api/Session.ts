/** Who is signed in, in which org, and what they may do. The session itself is a cookie that no script reads. */
import { queryOptions, useSuspenseQuery } from "@tanstack/react-query"
import { Refused, Unreached } from "./Refused.ts"

export interface Session {
  readonly member: { readonly id: string; readonly email: string }
  readonly org: { readonly id: string; readonly name: string }
  readonly permissions: ReadonlyArray<string>
  readonly orgs: ReadonlyArray<{ readonly id: string; readonly name: string }>
  readonly environment_limit: number
  readonly environments_used: number
}

const call = async <Answer>(method: string, body?: unknown): Promise<Answer> => {
  const response = await fetch("/api/session", {
    method,
    headers: { "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  }).catch(() => {
    throw new Unreached()
  })
  const answer = await response.json().catch(() => undefined)
  if (!response.ok) throw new Refused(response, answer)
  return answer
}

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: () => call<Session>("GET"),
  staleTime: 60_000
})

export const useSession = () => useSuspenseQuery(sessionQuery).data

/** Spends a one-time link. */
export const signIn = (token: string) => call<Session>("POST", { token })

/** Goes on in another org of the same person. */
export const chooseOrg = (org_id: string) => call<Session>("PATCH", { org_id })

export const signOut = () => call<void>("DELETE")
