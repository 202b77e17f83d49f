import { afterAll, beforeAll, expect, it } from "vitest"
import { type JsonSchema, resolved } from "./JsonSchema.ts"
import { startWitnessed, type Witness } from "./Witness.ts"

let witness: Witness

beforeAll(async () => {
  witness = await startWitnessed()
})

afterAll(() => witness.end())

/** Every object in a JSON value. */
const objectsOf = (value: unknown): ReadonlyArray<JsonSchema> =>
  typeof value !== "object" || value === null
    ? []
    : [...(Array.isArray(value) ? [] : [value as JsonSchema]), ...Object.values(value).flatMap(objectsOf)]

it("is OpenAPI 3.1, open to all, and whole in itself", async () => {
  const answer = await witness.client()("GET", "/openapi.json")
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/json"])
  const { document } = witness
  expect(document.openapi).toMatch(/^3\.1\.\d+$/)
  expect(answer.body.info).toMatchObject({ title: "Nexio", version: expect.any(String) })
  const { schemas } = document.components
  for (const object of objectsOf(document)) if (typeof object["$ref"] === "string") resolved(object, schemas)
  expect(Object.keys(schemas).filter((name) => !/^[A-Za-z0-9._-]+$/.test(name))).toEqual([])
})

it("describes each operation once, with its parameters, its caller and its answers", () => {
  const ids = witness.operations.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const [path, operations] of Object.entries(witness.document.paths)) {
    for (const [method, declared] of Object.entries(operations)) {
      const about = `${method} ${path}`
      const inPath = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name)
      const declaredInPath = declared.parameters.filter((parameter: JsonSchema) => parameter["in"] === "path")
      expect(
        declaredInPath.map((parameter: JsonSchema) => parameter["name"]),
        about
      ).toEqual(inPath)
      for (const parameter of declared.parameters) {
        expect(parameter, about).toMatchObject({ name: expect.any(String), schema: expect.any(Object) })
        if (parameter.in === "path") expect(parameter.required, about).toBe(true)
      }
      const schemes: ReadonlyArray<string> = declared.security.flatMap(Object.keys)
      const expected = path.startsWith("/api/")
        ? ["apiKey", "apiKeyHeader"]
        : path.startsWith("/admin/")
          ? ["operatorToken"]
          : []
      expect(schemes, about).toEqual(expected)
      const statuses = Object.keys(declared.responses)
      expect(statuses.filter((status) => /^2\d\d$/.test(status)).length, about).toBe(1)
      for (const [status, response] of Object.entries<JsonSchema>(declared.responses)) {
        expect(response["description"], `${about} ${status}`).toEqual(expect.any(String))
      }
      if (schemes.length > 0) expect(statuses, about).toEqual(expect.arrayContaining(["400", "401", "500", "503"]))
      if (declared.requestBody !== undefined) {
        expect(Object.keys(declared.requestBody.content), about).toEqual(["application/json"])
        expect(statuses, about).toEqual(expect.arrayContaining(["413", "415"]))
      }
    }
  }
})

it("takes an Idempotency-Key with every POST and with nothing else", () => {
  for (const { headers, id, method } of witness.operations) {
    expect(headers, id).toEqual(method === "POST" ? ["idempotency-key"] : [])
  }
})

it("declares every refusal with the code that it has", () => {
  for (const { answers, id } of witness.operations) {
    for (const [status, schema] of Object.entries(answers)) {
      if (Number(status) < 400) continue
      const properties = resolved(schema!, witness.document.components.schemas)["properties"] as JsonSchema
      expect(Object.keys(properties), `${id} ${status}`).toEqual(
        expect.arrayContaining(["code", "message", "request_id"])
      )
    }
  }
})
