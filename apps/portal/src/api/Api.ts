/** The calls of the portal's face, typed from the server's own document. */
import createClient from "openapi-fetch"
import type { components, paths } from "./openapi.d.ts"
import { Refused, Unreached } from "./Refused.ts"

export type Schemas = components["schemas"]

/** The key's calls are no browser's. */
type Face = Omit<paths, Extract<keyof paths, `/api/v1/${string}` | `/admin/${string}`>>

/** Calls of the origin that the portal came from, with its cookie. */
export const api = createClient<Face, "application/json">({ baseUrl: "" })

/** What a call was answered with; throws `Refused` or `Unreached`. */
export const answerOf = async <Data>(
  call: Promise<{ readonly data?: Data; readonly error?: unknown; readonly response: Response }>
): Promise<NonNullable<Data>> => {
  const { data, error, response } = await call.catch(() => {
    throw new Unreached()
  })
  if (!response.ok) throw new Refused(response, error)
  return data as NonNullable<Data>
}
