import { character } from "@nexio/testing/arbitraries"
import fc from "fast-check"
import { afterAll, beforeAll, expect, it } from "vitest"
import type { Asked } from "./Connection.ts"
import { expectNothingDone, expectRefusal } from "./Flat.ts"
import { collectionsOf, type Operation, pathOf } from "./Operations.ts"
import { rightRequest } from "./Requests.ts"
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
const right = (operation: Operation) => rightRequest(operation, named(), world.dev.things, world.live.key)

const expectRefused = (asked: Asked, expected: string, about: string) =>
  expectNothingDone(witness, asked, expected, about)

it("answers a wrong method with 405 and the methods that there are", async () => {
  const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
  const paths = new Set(witness.operations.map((operation) => pathOf(operation, world.dev.things)))
  for (const path of paths) {
    const taken = witness.operations
      .filter((operation) => pathOf(operation, world.dev.things) === path)
      .flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method]))
    for (const method of methods.filter((method) => !taken.includes(method))) {
      const before = witness.dump()
      const answer = await witness.send({ method, path })
      const about = `${method} ${path}`
      expect(answer.headers.get("allow")?.split(", ").toSorted(), about).toEqual(taken.toSorted())
      if (method === "HEAD") expect([answer.status, answer.body], about).toEqual([405, undefined])
      else expectRefusal(answer, "405 method_not_allowed", about)
      expect(witness.dump(), about).toEqual(before)
    }
  }
})

it("finds nothing at a path that no operation has", async () => {
  const paths = ["/", "//", "/api", "/api/v1", "/api/v1/", "/api/v2/me", "/API/V1/me", "/api/v1/me/", "/api/v1//me"]
  const more = ["/api/v1/me%2f", "/api/v1/nope", "/admin/v1", "/openapi.json/", "/health/x", "/.env", "*", "/%", "/%zz"]
  for (const path of [...paths, ...more, `/${"x".repeat(10_000)}`]) {
    for (const method of ["GET", "POST", "DELETE"]) {
      await expectRefused({ method, path }, "404 not_found", `${method} ${path.slice(0, 50)}`)
    }
  }
})

it("never finds anything by a malformed id or slug", async () => {
  const id = world.dev.things["runs"]!
  const malformed = fc.oneof(
    fc.constantFrom(
      "%00",
      "%",
      "%zz",
      "%ff",
      "%c0%af",
      "..",
      ".",
      "%2e%2e",
      "..%2f..",
      "%2f",
      "%25",
      "*",
      ":id",
      "{id}"
    ),
    fc.constantFrom(" ", "'", '"', "%20", "%0d%0a", "null", "undefined", "0", "-1", "__proto__", "constructor"),
    fc.constantFrom(id.toUpperCase(), `${id}%20`, `${id}%00`, `${id}0`, id.slice(1), `{${id}}`, `urn:uuid:${id}`),
    fc.constantFrom("DEV", "dev%00", "dev%20", "d%65v%2f", "dev;x", "dev,live"),
    fc.integer({ min: 1, max: 9_000 }).map((length) => "a".repeat(length + 16)),
    fc
      .string({ unit: character, minLength: 1 })
      .filter((text) => text.isWellFormed())
      .map(encodeURIComponent)
  )
  const operations = witness.operations.filter((operation) => collectionsOf(operation).length > 0)
  const property = fc.asyncProperty(fc.constantFrom(...operations), malformed, async (operation, text) => {
    // What `node:http` would not send goes over a socket of its own, elsewhere.
    fc.pre(/^[!-~]+$/.test(text))
    const things = { ...world.dev.things, [collectionsOf(operation)[0]!]: text }
    await expectRefused(
      { ...right(operation), path: pathOf(operation, things) },
      "404 not_found",
      `${operation.id} ${text}`
    )
  })
  await fc.assert(property, runs(400))
})
