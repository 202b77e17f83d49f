/** What a schema says is wrong with a request, in the caller's words: each field by its name on the wire. */
import { SchemaIssue } from "effect"
import type { HttpApiError } from "effect/http-api"
import type { Fault } from "../api/Unacceptable.ts"

const format = SchemaIssue.makeFormatterStandardSchemaV1({
  leafHook: (issue) =>
    issue._tag === "UnexpectedKey"
      ? "Unknown field. Leave it out."
      : issue._tag === "MissingKey"
        ? "Required, but missing."
        : SchemaIssue.defaultLeafHook(issue)
})

/** The path of a field; where the whole is at fault, the part of the request that it is. */
export const pathOf = (segments: ReadonlyArray<unknown>, whole: string): string =>
  segments.length === 0 ? whole : segments.map(String).join(".")

const wholes: { readonly [K in HttpApiError.HttpApiSchemaError["kind"]]: string } = {
  Params: "path",
  Headers: "headers",
  Query: "query",
  Payload: "body",
  Body: "body",
  ResponseHeaders: "headers"
}

/** `idempotency-key` as people write it. */
const headerName = (name: string): string => name.replace(/(^|-)[a-z]/g, (initial) => initial.toUpperCase())

/** How many faults are told: more of them help nobody, and a body can have a fault in every byte. */
const most = 100

/** The faults of a request that does not decode. */
export const of = ({ cause, kind }: HttpApiError.HttpApiSchemaError): ReadonlyArray<Fault> =>
  format(cause.issue)
    .issues.slice(0, most)
    .map(({ message, path }) => {
      const segments = (path ?? []).map((segment) => (typeof segment === "object" ? segment.key : segment))
      const name = pathOf(segments, wholes[kind])
      return { path: kind === "Headers" ? headerName(name) : name, message }
    })
