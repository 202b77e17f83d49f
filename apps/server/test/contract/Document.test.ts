import { afterAll, beforeAll, expect, it } from "vitest"
import { fits, type JsonSchema, resolved } from "./JsonSchema.ts"
import { type Declared, isControl, type Operation, permissionsOf, referred } from "./Operations.ts"
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

/** Each operation under `/api/v1` as the document has it. */
const declarations = (): ReadonlyArray<{ readonly operation: Operation; readonly declared: Declared }> =>
  witness.operations
    .filter(({ face }) => face === "key")
    .map((operation) => ({
      operation,
      declared: witness.document.paths[operation.path]![operation.method.toLowerCase()]
    }))

it("is OpenAPI 3.1, open to all, and whole in itself", async () => {
  const answer = await witness.client()("GET", "/openapi.json")
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/json"])
  const { document } = witness
  expect(document.openapi).toMatch(/^3\.1\.\d+$/)
  expect(answer.body.info).toMatchObject({ title: "Nexio", version: expect.any(String) })
  for (const object of objectsOf(document)) if (typeof object["$ref"] === "string") referred(document, object)
  expect(Object.keys(document.components.schemas).filter((name) => !/^[A-Z][A-Za-z]+$/.test(name))).toEqual([])
})

it("describes each operation once, with its parameters, its caller and its answers", () => {
  const ids = witness.operations.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const [path, operations] of Object.entries(witness.document.paths)) {
    for (const [method, declared] of Object.entries(operations)) {
      const about = `${method} ${path}`
      const inPath = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name)
      const parameters: ReadonlyArray<Declared> = declared.parameters.map((part: Declared) =>
        referred(witness.document, part)
      )
      const declaredInPath = parameters.filter((parameter) => parameter.in === "path")
      expect(
        declaredInPath.map(({ name }) => name),
        about
      ).toEqual(inPath)
      for (const parameter of parameters) {
        expect(parameter, about).toMatchObject({ name: expect.any(String), schema: expect.any(Object) })
        if (parameter.in === "path") expect(parameter.required, about).toBe(true)
      }
      const schemes: ReadonlyArray<string> = declared.security.flatMap(Object.keys)
      const faces = { "/api/v1/": ["apiKey", "apiKeyHeader"], "/api/": ["session"], "/admin/": ["operatorToken"] }
      const expected = Object.entries(faces).find(([start]) => path.startsWith(start))?.[1] ?? []
      // Who signs in has no session yet.
      expect(schemes, about).toEqual(declared.operationId === "signIn" ? [] : expected)
      const statuses = Object.keys(declared.responses)
      expect(statuses.filter((status) => /^2\d\d$/.test(status)).length, about).toBe(1)
      for (const [status, part] of Object.entries<Declared>(declared.responses)) {
        const response = referred(witness.document, part)
        expect(response.description, `${about} ${status}`).toMatch(/\S/)
        expect(Object.keys(response.headers), `${about} ${status}`).toContain("X-Request-Id")
      }
      if (schemes.length > 0) expect(statuses, about).toEqual(expect.arrayContaining(["400", "401", "500"]))
      // What says that storage is away is answered without it.
      if (schemes.length > 0) expect(statuses.includes("503"), about).toBe(path !== "/admin/v1/metrics")
      if (declared.requestBody !== undefined) {
        expect(Object.keys(declared.requestBody.content), about).toEqual(["application/json"])
        expect(statuses, about).toEqual(expect.arrayContaining(["413", "415"]))
      }
    }
  }
})

it("tells of each operation what it does, who may call it, and what is sent and answered for instance", () => {
  const tags = witness.document.tags.map(({ description, name }) => {
    expect(description, name).toMatch(/\.$/)
    return name
  })
  for (const operations of Object.values(witness.document.paths)) {
    for (const declared of Object.values(operations)) {
      const about = declared.operationId
      expect(about).toMatch(/^[a-z]+[A-Z][A-Za-z]+$/)
      expect(declared.summary, about).toMatch(/^[A-Z].{5,60}[^.]$/)
      expect(declared.description, about).toMatch(/^[A-Z][\s\S]+\.\n\nCaller: .+\.$/)
      expect(declared.tags.length, about).toBe(1)
      expect(tags, about).toContain(declared.tags[0])
      const bodies = [declared.requestBody, ...Object.values<Declared>(declared.responses)]
      for (const part of bodies.filter((body) => body !== undefined)) {
        const media = referred(witness.document, part).content?.["application/json"]
        if (media === undefined) continue
        const examples = [media.example, ...Object.values<Declared>(media.examples ?? {})].filter(
          (one) => one !== undefined
        )
        expect(examples.length, about).toBeGreaterThan(0)
        for (const example of examples) {
          const value = example.$ref === undefined ? example : referred(witness.document, example).value
          const { schemas } = witness.document.components
          if (!fits(media.schema, value, schemas)) expect.fail(`${about}: ${JSON.stringify(value)} is no example`)
        }
      }
    }
  }
})

it("says whose key a call takes, and which permission it asks for", () => {
  for (const { declared, operation } of declarations()) {
    const caller = /Caller: (.*)\.$/.exec(declared.description)![1]!
    expect([...caller.matchAll(/`(\w+:\w+)`/g)].map(([, permission]) => permission)).toEqual(permissionsOf(operation))
    expect(caller.includes("`live`"), operation.id).toBe(isControl(operation))
    expect(operation.refusals.includes("403 forbidden"), operation.id).toBe(permissionsOf(operation).length > 0)
  }
})

it("takes an X-Request-Id with every call, an Idempotency-Key with every POST, and no other header", () => {
  for (const { headers, id, method } of witness.operations) {
    // A link is spent once, whoever repeats it.
    expect(headers, id).toEqual(
      method === "POST" && id !== "signIn" ? ["Idempotency-Key", "X-Request-Id"] : ["X-Request-Id"]
    )
  }
})

it("declares every refusal with the code that it has", () => {
  for (const { answers, id, refusals } of witness.operations) {
    const statuses = Object.keys(answers).filter((status) => Number(status) >= 400)
    expect([...new Set(refusals.map((refusal) => refusal.split(" ")[0]))], id).toEqual(statuses)
    for (const [status, schema] of Object.entries(answers)) {
      if (Number(status) < 400) continue
      const properties = resolved(schema!, witness.document.components.schemas)["properties"] as JsonSchema
      expect(Object.keys(properties), `${id} ${status}`).toEqual(
        expect.arrayContaining(["code", "message", "request_id"])
      )
    }
  }
})
