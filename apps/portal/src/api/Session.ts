/** Signing in and out. The session is a cookie that no script reads. */
import { Refused, Unreached } from "./Refused.ts"

const call = async (method: string, body?: unknown): Promise<void> => {
  const response = await fetch("/api/session", {
    method,
    headers: { "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  }).catch(() => {
    throw new Unreached()
  })
  if (!response.ok) throw new Refused(response, await response.json().catch(() => undefined))
}

/** Spends a one-time link. */
export const signIn = (token: string) => call("POST", { token })

export const signOut = () => call("DELETE")
