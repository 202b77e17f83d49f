/** Comma-separated values (RFC 4180). */
import { Schema } from "effect"
import { HttpApiSchema } from "effect/http-api"

export const contentType = "text/csv; charset=utf-8"

export const Csv = Schema.String.pipe(HttpApiSchema.asText({ contentType }))
