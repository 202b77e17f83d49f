/**
 * Reads a call's body, once and before it is decoded, and refuses what no schema can: one that is too long, of
 * another media type, or whose text cannot be stored. No body at all is read as `{}`.
 */
import { Json } from "@nexio/core"
import { Context, Effect, Layer } from "effect"
import { HttpServerRequest } from "effect/http"
import { JsonBody, JsonDemanded, StillAdmitted } from "../api/Access.ts"
import { InvalidRequest, type PayloadTooLarge, UnsupportedMediaType } from "../api/Unacceptable.ts"
import * as BodyText from "./BodyText.ts"
import * as Faults from "./Faults.ts"

export const layer = Layer.succeed(JsonBody, (httpEffect) =>
  Effect.gen(function* () {
    const request = yield* HttpServerRequest.HttpServerRequest
    const text = yield* read(request, yield* JsonDemanded)
    // A caller decides when it sends a body, and must not act by it with what it was refused or deprived of meanwhile.
    const caller = yield* (yield* StillAdmitted) as Effect.Effect<Context.Context<never>>
    return yield* Effect.provideContext(
      httpEffect,
      Context.add(caller, HttpServerRequest.HttpServerRequest, BodyText.withText(request, text || "{}"))
    )
  })
)

/** The text of a body that nothing is wrong with before it is decoded; empty where there is no body. */
export const read = (
  request: HttpServerRequest.HttpServerRequest,
  demanded = false
): Effect.Effect<string, PayloadTooLarge | UnsupportedMediaType | InvalidRequest> =>
  BodyText.read(request).pipe(
    // What is of another media type need not be UTF-8.
    Effect.catchTag("InvalidRequest", (refused) => Effect.fail(unsupported(request.headers) ?? refused)),
    Effect.flatMap((text) => {
      const refused = text === "" && !demanded ? undefined : refusal(request.headers, text)
      return refused === undefined ? Effect.succeed(text) : Effect.fail(refused)
    })
  )

/** What is wrong with a body before it is decoded: its media type, or that its text cannot be stored. */
export const refusal = (
  headers: Readonly<Record<string, string | ReadonlyArray<string> | undefined>>,
  text: string
): UnsupportedMediaType | InvalidRequest | undefined =>
  unsupported(headers) ?? (mayBeUnstorable(text) ? unstorable(text) : undefined)

const unsupported = (
  headers: Readonly<Record<string, string | ReadonlyArray<string> | undefined>>
): UnsupportedMediaType | undefined =>
  isJson(headers["content-type"]) && (headers["content-encoding"] ?? "identity") === "identity"
    ? undefined
    : new UnsupportedMediaType()

/** Whatever its parameters: JSON is UTF-8. */
const isJson = (contentType: string | ReadonlyArray<string> | undefined): boolean =>
  typeof contentType === "string" && contentType.split(";", 1)[0]?.trim().toLowerCase() === "application/json"

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
