import fc from "fast-check"
import { afterAll, beforeAll, expect, it } from "vitest"
import type { Answer } from "../Client.ts"
import type { Asked } from "./Connection.ts"
import { expectNothingDone } from "./Flat.ts"
import { asking, type Operation } from "./Operations.ts"
import { rightRequest, wrongBody, wrongQuery } from "./Requests.ts"
import { runs } from "./runs.ts"
import { startWitnessed, type Witness } from "./Witness.ts"
import { rest, settle, type World } from "./World.ts"

let witness: Witness
let world: World

beforeAll(async () => {
  witness = await startWitnessed()
  world = await settle(witness)
  await rest(witness)
})

afterAll(() => witness.end())

const named = () => witness.document.components.schemas
/** But for those on the portal's face, which are decoded by the same schemas. */
const withBody = () => witness.operations.filter(({ body, id }) => body !== undefined && !id.startsWith("portal"))
const right = (operation: Operation) => rightRequest(operation, named(), world.dev.things, world.live.key)

const expectRefused = (asked: Asked, expected: string, about: string) =>
  expectNothingDone(witness, asked, expected, about)

it("always refuses a body that is not what the operation takes, and does nothing", async () => {
  for (const operation of withBody()) {
    const property = fc.asyncProperty(wrongBody(operation.body!, named()), async (body) => {
      const { body: refused } = await expectRefused(
        { ...right(operation), body },
        "400 invalid_request",
        `${operation.id} of ${body.slice(0, 200)}`
      )
      expect(refused.details, body).toBeDefined()
    })
    await fc.assert(property, runs(60))
  }
})

it("names an unknown field and says that it is unknown, also one called __proto__", async () => {
  for (const operation of withBody()) {
    for (const name of ["__proto__", "constructor", "nope"]) {
      const asked = right(operation)
      const body = `{${JSON.stringify(name)}:{"a":1},${String(asked.body).slice(1)}`.replace(",}", "}")
      const answer = await expectRefused({ ...asked, body }, "400 invalid_request", `${operation.id} with ${name}`)
      expect(answer.body.details).toEqual([{ path: name, message: "Unknown field. Leave it out." }])
    }
  }
})

it("names each field that is missing", async () => {
  for (const operation of withBody()) {
    const required = (operation.body!["required"] ?? []) as ReadonlyArray<string>
    if (required.length === 0) continue
    for (const body of ["{}", undefined]) {
      const answer = await expectRefused({ ...right(operation), body }, "400 invalid_request", operation.id)
      expect(answer.body.details.map(({ path }: Answer["body"]) => path).toSorted()).toEqual(required.toSorted())
    }
  }
})

it("always refuses a query that the operation does not take, and does nothing", async () => {
  for (const operation of witness.operations) {
    const property = fc.asyncProperty(wrongQuery(operation), async (query) => {
      const asked = right(operation)
      const path = asking(asked.path, query)
      await expectRefused({ ...asked, path }, "400 invalid_request", `${operation.method} ${path}`)
    })
    await fc.assert(property, runs(15))
  }
})

it("takes JSON and nothing else", async () => {
  const types = [
    undefined,
    "",
    "text/plain",
    "text/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/jsonx",
    "application/octet-stream",
    "application/json, text/plain",
    "é"
  ]
  for (const operation of withBody()) {
    const { headers, ...asked } = right(operation)
    for (const type of types) {
      const { "content-type": _, ...others } = headers!
      const typed = { ...asked, headers: type === undefined ? others : { ...others, "content-type": type } }
      await expectRefused(typed, "415 unsupported_media_type", `${operation.id} as ${type}`)
    }
    for (const encoding of ["gzip", "br", "deflate", "identity, gzip", "x"]) {
      const encoded = { ...asked, headers: { ...headers, "content-encoding": encoding } }
      await expectRefused(encoded, "415 unsupported_media_type", `${operation.id} in ${encoding}`)
    }
  }
})

it("takes a body of 1 MiB and none that is longer, whether its length is told or not", async () => {
  const longest = 1024 * 1024
  for (const operation of withBody()) {
    const asked = right(operation)
    for (const chunked of [false, true]) {
      const body = String(asked.body).padEnd(longest + 1)
      await expectRefused({ ...asked, body, chunked }, "413 payload_too_large", `${operation.id}, ${chunked}`)
      const wrong = `{"nope":1}`.padEnd(longest)
      await expectRefused({ ...asked, body: wrong, chunked }, "400 invalid_request", `${operation.id}, ${chunked}`)
    }
  }
})

it("refuses nesting that could not be stored, however deep it is", async () => {
  for (const operation of withBody()) {
    for (const depth of [101, 20_000, 500_000]) {
      for (const [open, close] of [
        ["[", "]"],
        ['{"a":', "}"]
      ] as const) {
        const nested = `${open.repeat(depth)}1${close.repeat(depth)}`.slice(0, 1_000_000)
        const body = `{"input":${nested}}`
        await expectRefused({ ...right(operation), body }, "400 invalid_request", `${operation.id}, ${depth} ${open}`)
      }
    }
  }
})

it("refuses an Idempotency-Key that is not one", async () => {
  for (const operation of withBody().filter(({ id, method }) => method === "POST" && id !== "signIn")) {
    expect(operation.headers, operation.id).toContain("Idempotency-Key")
    for (const key of ["", " ", "a b", "x".repeat(256), "é", "a\tb", ["a", "b"]]) {
      const { headers, ...asked } = right(operation)
      const answer = await expectRefused(
        { ...asked, headers: { ...headers, "idempotency-key": key } },
        "400 invalid_request",
        `${operation.id} ${key}`
      )
      expect(answer.body.details).toEqual([{ path: "Idempotency-Key", message: expect.any(String) }])
    }
  }
})

it("never authenticates by an absurd header, and answers it flat", async () => {
  const key = world.live.key
  const authorizations = [
    "",
    "Bearer",
    "Bearer ",
    `Basic ${key}`,
    key,
    `Bearer  ${key} x`,
    `Bearer ${key},`,
    `Bearer ${key}, Bearer ${key}`,
    `Bearer ${key.toUpperCase()}`,
    "Bearer é",
    "Bearer ÿ".repeat(50),
    `Bearer ${"nx_live_".repeat(1_000)}`,
    `Bearer nx_live_${"0".repeat(64)}`
  ]
  for (const operation of witness.operations.filter(({ face }) => face === "key" || face === "operator")) {
    const { headers, ...asked } = right(operation)
    for (const authorization of authorizations) {
      const about = `${operation.id} by ${authorization.slice(0, 40)}`
      await expectRefused({ ...asked, headers: { ...headers, authorization } }, "401 unauthorized", about)
    }
    const { authorization: _, ...without } = headers!
    for (const older of [
      "",
      "é",
      "x".repeat(5_000),
      [String(headers!["authorization"]).slice("Bearer ".length), "x"]
    ]) {
      await expectRefused({ ...asked, headers: { ...without, "x-api-key": older } }, "401 unauthorized", operation.id)
    }
  }
})
