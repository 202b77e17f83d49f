/** The calls of the portal's face, typed from the server's own document. */
import createClient from "openapi-fetch"
import type { components, paths } from "./openapi.d.ts"
import { Refused, Unreached } from "./Refused.ts"

export type Schemas = components["schemas"]

/** The same calls under the same names as `/api/v1`, with `environment` where they are scoped to one. */
type Face = {
  [Path in keyof paths as Path extends `/api/v1/${infer Rest}` ? `/api/${Rest}` : never]: {
    [Method in keyof paths[Path]]: paths[Path][Method] extends { parameters: infer Parameters }
      ? Omit<paths[Path][Method], "parameters"> & { parameters: WithEnvironment<Parameters> }
      : paths[Path][Method]
  }
}

type WithEnvironment<Parameters> = Omit<Parameters, "query" | "header"> & {
  query?: (Parameters extends { query?: infer Query } ? ([Query] extends [undefined] ? object : Query) : object) & {
    environment?: string
  }
}

/** Calls of the origin that the portal came from, with its cookie. */
export const api = createClient<Face>({ baseUrl: "" })

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
