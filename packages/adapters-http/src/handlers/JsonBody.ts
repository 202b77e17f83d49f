/**
 * Reads a call's body, once and before it is decoded, and refuses what no schema can: one that is too long, of
 * another media type, or whose text cannot be stored. No body at all is read as `{}`.
 */
import { Json } from "@nexio/core"
import { Effect, Layer } from "effect"
import { HttpServerRequest } from "effect/http"
import { JsonBody } from "../api/Access.ts"
import { InvalidRequest, UnsupportedMediaType } from "../api/Unacceptable.ts"
import type { Admitted } from "./Admitted.ts"
import * as BodyText from "./BodyText.ts"
import * as Faults from "./Faults.ts"

export const layer = Layer.succeed(JsonBody, (httpEffect) =>
  Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) =>
    Effect.flatMap(BodyText.read(request), (text): Admitted<UnsupportedMediaType | InvalidRequest> => {
      const refused = text === "" ? undefined : refusal(request.headers, text)
      return refused === undefined
        ? Effect.provideService(
            httpEffect,
            HttpServerRequest.HttpServerRequest,
            BodyText.withText(request, text || "{}")
          )
        : Effect.fail(refused)
    })
  )
)

/** Why a body that is not empty is refused before it is decoded; nothing where it is not. */
export const refusal = (
  headers: Readonly<Record<string, string | undefined>>,
  text: string
): UnsupportedMediaType | InvalidRequest | undefined => {
  if (!isJson(headers["content-type"]) || (headers["content-encoding"] ?? "identity") !== "identity") {
    return new UnsupportedMediaType()
  }
  return mayBeUnstorable(text) ? unstorable(text) : undefined
}

/** Whatever its parameters: JSON is UTF-8. */
const isJson = (contentType: string | undefined): boolean =>
  contentType?.split(";", 1)[0]?.trim().toLowerCase() === "application/json"

/**
 * A bad text has to be escaped to get into a body at all, and deep nesting takes as many brackets; so most bodies are
 * seen to be well without parsing them a second time.
 */
const mayBeUnstorable = (text: string): boolean => text.includes("\\u") || hasManyBrackets(text)

const hasManyBrackets = (text: string): boolean => {
  let brackets = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if ((code === 0x5b || code === 0x7b) && ++brackets > Json.maxDepth) return true
  }
  return false
}

/** Text that is not JSON is left to the decoder, which says so. */
const unstorable = (text: string): InvalidRequest | undefined => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  const found = Json.unstorable(value)
  return found === undefined
    ? undefined
    : new InvalidRequest({ details: [{ path: Faults.pathOf(found.path, "body"), message: found.message }] })
}
