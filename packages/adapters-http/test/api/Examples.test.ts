import { Context, Schema } from "effect"
import type { HttpApiEndpoint } from "effect/http-api"
import { expect, it } from "vitest"
import { NexioApi } from "../../src/api/index.ts"
import { strict } from "../../src/api/NexioApi.ts"
import { Example } from "../../src/api/Operation.ts"

type Decoding = Schema.Codec<unknown>

const endpoints = Object.values(NexioApi.groups).flatMap((group) =>
  Object.values(group.endpoints as Readonly<Record<string, HttpApiEndpoint.Top>>)
)

const decodes = (schemas: ReadonlyArray<Schema.Top>, value: unknown) =>
  schemas.map((schema) => Schema.decodeUnknownSync(schema as Schema.Top as Decoding, strict)(value))

it.each(endpoints.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
  "has examples of %s that its own schemas decode",
  (_, endpoint) => {
    const { answer, request } = Context.get(endpoint.annotations as Context.Context<Example>, Example)
    const payloads = [...endpoint.payload.values()].flatMap(({ schemas }) => schemas as ReadonlyArray<Schema.Top>)
    const successes = [...endpoint.success]
    if (payloads.length > 0) decodes(payloads, request)
    else expect(request).toBeUndefined()
    if (endpoint.method === "DELETE") expect(answer).toBeUndefined()
    // Of a call that answers in several media types, the first is what the example is of.
    else decodes(successes.slice(0, 1), answer)
  }
)
