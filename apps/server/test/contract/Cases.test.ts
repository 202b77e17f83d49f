/** Each operation of the document, rightly asked, and brought to each refusal that it lists. */
import { NexioApi } from "@nexio/adapters-http/api"
import { OpenApi } from "effect/http-api"
import { afterAll, beforeAll, expect, it } from "vitest"
import { everywhere } from "./cases/Everywhere.ts"
import { own } from "./cases/Own.ts"
import { rightly } from "./cases/Right.ts"
import { type Play, type Scene, setScene } from "./cases/Scene.ts"
import { expectRefusal } from "./Flat.ts"
import { fits } from "./JsonSchema.ts"
import { type OpenApi as Document, type Operation, operationsOf } from "./Operations.ts"

let scene: Scene

beforeAll(async () => {
  scene = await setScene()
})

afterAll(() => scene.end())

const document = OpenApi.fromApi(NexioApi) as unknown as Document
const operations = operationsOf(document)

/** What an operation is called on the key's face. */
const keyIdOf = ({ id }: Operation): string =>
  id.replace(/^portal([A-Z])/, (_, initial: string) => initial.toLowerCase())

/** How an operation is brought to a refusal. One that nobody says this of has no test, which fails the run. */
const playOf = (operation: Operation, refusal: string): Play => {
  const found = own[operation.id]?.[refusal] ?? own[keyIdOf(operation)]?.[refusal] ?? everywhere[refusal]
  if (found === undefined) throw new Error(`Say in cases/Own.ts how ${operation.id} comes to ${refusal}`)
  return found
}

it.each(operations.map((operation) => [operation.id, operation] as const))(
  "answers a right %s as it declares",
  async (_, operation) => {
    const { body, headers, status } = await rightly(scene, operation)
    const declared = Object.keys(operation.answers).filter((status) => Number(status) < 400)
    expect([String(status)], JSON.stringify(body)).toEqual(declared)
    const schema = operation.answers[status]
    if (schema === undefined) expect(body).toBeUndefined()
    else expect(fits(schema, body, document.components.schemas), JSON.stringify(body)).toBe(true)
    expect(headers.get("x-request-id")).toMatch(/\S/)
  }
)

const refusals = operations.flatMap((operation) =>
  operation.refusals.map((refusal) => [operation.id, refusal, operation] as const)
)

it.each(refusals)("refuses %s with %s, as it declares", async (_, refusal, operation) => {
  const answer = await playOf(operation, refusal)(scene, operation)
  const { body, headers, status } = answer
  if (status === 500) {
    expect([body.code, Object.keys(body).toSorted()]).toEqual(["internal_error", ["code", "message", "request_id"]])
    expect(JSON.stringify(body)).not.toMatch(/planned|Store/)
  } else expectRefusal(answer)
  expect(`${status} ${body.code}`, JSON.stringify(body)).toBe(refusal)
  expect(fits(operation.answers[status]!, body, document.components.schemas), JSON.stringify(body)).toBe(true)
  expect(headers.get("retry-after") !== null).toBe(status === 429 || status === 503)
})

it("says of no operation how it comes to what it does not list", () => {
  const listed = new Set(refusals.map(([id, refusal]) => `${id} ${refusal}`))
  const said = Object.entries(own).flatMap(([id, plays]) => Object.keys(plays).map((refusal) => `${id} ${refusal}`))
  expect(said.filter((one) => !listed.has(one))).toEqual([])
  const codes = new Set(refusals.map(([, refusal]) => refusal))
  expect(Object.keys(everywhere).filter((refusal) => !codes.has(refusal))).toEqual([])
})
