/** Reports as comma-separated values (RFC 4180), for whoever would rather have them: `Accept: text/csv`. */
import { SnakeCase } from "@nexio/core"
import { Effect } from "effect"
import { HttpEffect, type HttpServerRequest, HttpServerResponse } from "effect/http"
import Negotiator from "negotiator"
import { contentType } from "../api/Csv.ts"

/**
 * Whether a request would rather have CSV than JSON, which also whoever wants neither gets (RFC 9110, section 12.5.1).
 * The answer says that it depends on that, so that nothing keeps one of them for the other (section 12.5.5).
 */
export const isPreferred = ({ headers }: Pick<HttpServerRequest.HttpServerRequest, "headers">) =>
  Effect.as(
    HttpEffect.appendPreResponseHandler((_, response) =>
      Effect.succeed(HttpServerResponse.setHeader(response, "vary", "Accept"))
    ),
    new Negotiator({ headers }).mediaType(["application/json", "text/csv"]) === "text/csv"
  )

/** What needs no quotes, and is no formula to a spreadsheet: numbers, and texts of letters, digits, `_`, `-`, `:` and `.`. */
export type Value = number | string | undefined

/** An answer with a line for each row, under one with the names of their fields. There is at least one row. */
export const answer = (
  name: string,
  rows: ReadonlyArray<Readonly<Record<string, Value>>>
): HttpServerResponse.HttpServerResponse => {
  const header = Object.keys(rows[0] ?? {}).map(SnakeCase.snakeCase)
  const lines = [header, ...rows.map(Object.values)].map((values) => `${values.join(",")}\r\n`)
  return HttpServerResponse.text(lines.join(""), {
    contentType,
    headers: { "content-disposition": `attachment; filename="${name}.csv"` }
  })
}
