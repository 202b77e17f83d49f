/** The headers that calls take and answers have, each described once and referred to. */
import type { Call } from "./Declared.ts"
import type { Node } from "./Node.ts"

const requestId = { type: "string", pattern: "^[A-Za-z0-9._-]{1,128}$", examples: ["order-4711.first-try"] }

const headers: Readonly<Record<string, Node>> = {
  "X-Request-Id": {
    description: "The request's own id: the caller's, where it sent a sane one. It is in the server's log too.",
    schema: requestId
  },
  "Idempotent-Replayed": {
    description:
      "`true` where the request was a repeated one and this is the first one's answer, without what is shown once",
    schema: { type: "string", enum: ["true"] }
  },
  "Retry-After": {
    description: "Seconds after which the request may be repeated",
    schema: { type: "integer", minimum: 1, examples: [1] }
  },
  "RateLimit-Limit": {
    description: "How many requests the key's kind of environment may make in a minute, where its org has a limit",
    schema: { type: "integer", minimum: 0, examples: [600] }
  },
  "RateLimit-Remaining": {
    description: "How many of them are left",
    schema: { type: "integer", minimum: 0, examples: [599] }
  },
  "RateLimit-Reset": {
    description: "Seconds until the next minute begins",
    schema: { type: "integer", minimum: 1, examples: [17] }
  },
  "WWW-Authenticate": { description: "How to authenticate", schema: { type: "string", enum: ["Bearer"] } }
}

/** How the declared parameters are called by people, by their names as Node has them. */
const names: Readonly<Record<string, string>> = { "idempotency-key": "Idempotency-Key" }

/** The headers that any request may carry, for the document to refer to; the declared ones come with their schemas. */
export const parametersOf = (declared: ReadonlyArray<Node>): Node => ({
  "X-Request-Id": {
    name: "X-Request-Id",
    in: "header",
    required: false,
    description: "An id for this request, to find it by in answers and logs. One is made where none is sent.",
    schema: requestId
  },
  ...Object.fromEntries(declared.map((parameter) => [nameOf(parameter), named(parameter)]))
})

/** Of a declared header, as people write it. */
export const nameOf = ({ name }: Node): string => names[name] ?? name

const named = (parameter: Node): Node => {
  const { description, ...schema } = parameter["schema"]
  return { ...parameter, name: nameOf(parameter), description, schema }
}

/** Headers of an answer that the document refers to. */
export const components = headers

const refer = (...names: ReadonlyArray<keyof typeof headers>): Node =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))

/** The headers of what a call is answered with when it succeeds. */
export const ofSuccess = ({ face, method }: Call): Node => ({
  ...(method === "POST" ? refer("X-Request-Id", "Idempotent-Replayed") : refer("X-Request-Id")),
  ...(face === "key" ? limited : {})
})

const limited = refer("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")

/** The headers of a refusal. */
export const ofRefusal = (status: number): Node =>
  status === 503 || status === 429
    ? refer("X-Request-Id", "Retry-After")
    : status === 401
      ? refer("X-Request-Id", "WWW-Authenticate")
      : refer("X-Request-Id")
