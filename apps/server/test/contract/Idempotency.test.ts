import { Slug } from "@nexio/core"
import { metadata } from "@nexio/testing/arbitraries"
import fc from "fast-check"
import { afterAll, beforeAll, expect, it } from "vitest"
import type { Answer } from "../Client.ts"
import { expectRefusal } from "./Flat.ts"
import { fresh, freshBody, freshThings, hash, otherOf } from "./Fresh.ts"
import type { JsonSchema } from "./JsonSchema.ts"
import { type Operation, pathOf } from "./Operations.ts"
import { credentials } from "./Requests.ts"
import { runs } from "./runs.ts"
import { known } from "./Sample.ts"
import { isShownOnce, startWitnessed, type Witness } from "./Witness.ts"
import { settle, type World } from "./World.ts"

let witness: Witness
let world: World

beforeAll(async () => {
  // What is queued stays queued, so that it can be cancelled.
  witness = await startWitnessed({}, { works: false })
  world = await settle(witness, { environment_limit: 1_000, endpoint_limit: 1_000 })
  // A first import makes the environment as well.
  await witness.operator("POST", `/admin/v1/orgs/${world.id}/legacy-keys`, {
    keys: [{ name: "A key", sha256: hash() }]
  })
  // A first sign-in link makes a member as well.
  await witness.operator("POST", `/admin/v1/orgs/${world.id}/members`, { email: known["email"], permissions: [] })
})

afterAll(() => witness.end())

/** A link is spent once, whoever repeats it. */
const posts = () => witness.operations.filter(({ id, method }) => method === "POST" && id !== "signIn")

/** A right body that no earlier one was like. */
const bodyOf = (operation: Operation) => freshBody(operation, witness.document.components.schemas, world.dev.things)

const post = (operation: Operation, key: string, body: string, things = world.live.things): Promise<Answer> =>
  witness.send({
    method: "POST",
    path: pathOf(operation, things),
    headers: {
      ...credentials(operation, world.live.key),
      "content-type": "application/json",
      "idempotency-key": key
    },
    body
  })

const replayed = ({ headers }: Answer) => headers.get("idempotent-replayed")

/** The answer as a repeated one is: without what is shown once. */
const withoutSecrets = (body: object) =>
  JSON.parse(JSON.stringify(body, (field, value) => (isShownOnce(field, value) ? undefined : value)))

/** The rows of each table, but for those that remember. */
const effects = () => {
  const { remembered: _, ...tables } = witness.dump()
  return tables
}

it("answers a repeated request as the first, without what is shown once, and does nothing more", async () => {
  expect(posts().length).toBeGreaterThan(6)
  for (const operation of posts()) {
    const [key, body] = [fresh(), JSON.stringify(bodyOf(operation))]
    const things = await freshThings(world)
    const before = effects()
    const first = await post(operation, key, body, things)
    expect(first.status, `${operation.id}: ${JSON.stringify(first.body)}`).toBeLessThan(300)
    expect(replayed(first), operation.id).toBeNull()
    const after = effects()
    // Nothing has failed that could be recovered, since nothing is sent.
    if (!/recoverWebhook/i.test(operation.id)) expect(after, operation.id).not.toEqual(before)
    for (let nth = 0; nth < 2; nth += 1) {
      const again = await post(operation, key, body, things)
      expect([again.status, again.body], operation.id).toEqual([first.status, withoutSecrets(first.body)])
      expect(replayed(again), operation.id).toBe("true")
      expect(again.headers.get("x-request-id")).not.toBe(first.headers.get("x-request-id"))
    }
    expect(effects(), operation.id).toEqual(after)
  }
})

it("gives concurrent twins one effect and one answer", async () => {
  for (const operation of posts()) {
    const [key, body] = [fresh(), JSON.stringify(bodyOf(operation))]
    const rows = () => Object.values(effects()).flat().length
    const [things, others] = [await freshThings(world), await freshThings(world)]
    const before = rows()
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(operation, key, body, things)))
    const made = rows() - before
    expect(answers.filter((answer) => replayed(answer) === null).length, operation.id).toBe(1)
    expect(new Set(answers.map(({ status }) => status)).size, operation.id).toBe(1)
    expect(new Set(answers.map((answer) => JSON.stringify(withoutSecrets(answer.body)))).size, operation.id).toBe(1)
    // As many rows as a single one makes.
    const single = rows()
    expect((await post(operation, fresh(), JSON.stringify(bodyOf(operation)), others)).status).toBeLessThan(300)
    expect(made, operation.id).toBe(rows() - single)
  }
})

it("refuses another body under the same key, and does nothing", async () => {
  for (const operation of posts()) {
    const properties = Object.keys((operation.body?.["properties"] ?? {}) as JsonSchema)
    if (properties.length === 0) continue
    const [key, body, things] = [fresh(), bodyOf(operation), await freshThings(world)]
    expect((await post(operation, key, JSON.stringify(body), things)).status, operation.id).toBeLessThan(300)
    const other = { ...bodyOf(operation), ...otherOf(body, world) }
    const before = witness.dump()
    expectRefusal(await post(operation, key, JSON.stringify(other), things), "409 idempotency_conflict", operation.id)
    expect(witness.dump(), operation.id).toEqual(before)
  }
})

it("always knows the same body again, whatever the order of its fields and its white space", async () => {
  const submit = posts().find(({ path }) => path === "/api/v1/runs")!
  const property = fc.asyncProperty(metadata, fc.nat(7), async (texts, spaces) => {
    const reversed = Object.fromEntries(Object.entries(texts).toReversed())
    const key = fresh()
    const first = await post(submit, key, JSON.stringify({ input: { texts }, metadata: texts }))
    expect(first.status).toBe(202)
    const again = await post(
      submit,
      key,
      JSON.stringify({ metadata: reversed, input: { texts: reversed } }, null, spaces)
    )
    expect([again.body, replayed(again)]).toEqual([first.body, "true"])
  })
  await fc.assert(property, runs(30))
})

it("always tells different bodies apart", async () => {
  const submit = posts().find(({ path }) => path === "/api/v1/runs")!
  const canonical = (value: unknown): string =>
    JSON.stringify(value, (_, inner) =>
      typeof inner === "object" && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).toSorted())
        : inner
    )
  const small = fc.jsonValue({ maxDepth: 2 })
  const property = fc.asyncProperty(small, small, async (one, another) => {
    fc.pre(canonical(one) !== canonical(another))
    const key = fresh()
    expect((await post(submit, key, JSON.stringify({ input: { one } }))).status).toBe(202)
    expectRefusal(await post(submit, key, JSON.stringify({ input: { one: another } })), "409 idempotency_conflict")
  })
  await fc.assert(property, runs(30))
})

it("remembers no refusal: what was refused is done once it is right", async () => {
  const create = posts().find(({ path }) => path === "/api/v1/environments")!
  const [key, slug] = [fresh(), fresh()]
  expectRefusal(await post(create, key, JSON.stringify({ slug: Slug.live })), "400 reserved_slug")
  expectRefusal(await post(create, key, JSON.stringify({ slug: "dev" })), "409 slug_taken")
  expectRefusal(await post(create, key, "{"), "400 invalid_request")
  const made = await post(create, key, JSON.stringify({ slug }))
  expect([made.status, replayed(made)]).toEqual([201, null])
  expect(replayed(await post(create, key, JSON.stringify({ slug })))).toBe("true")
})

it("takes the same key elsewhere for another request: another environment, path, or org", async () => {
  const key = fresh()
  const other = await settle(witness)
  const ids = new Set<string>()
  for (const [place, path] of [
    [world.live, "/api/v1/runs"],
    [world.live, "/api/v1/jobs"],
    [world.live, "/api/v1/engines/default/runs"],
    [world.dev, "/api/v1/runs"],
    [world.staging, "/api/v1/runs"],
    [other.live, "/api/v1/runs"]
  ] as const) {
    const answer = await place.client("POST", path, { input: {} }, { "idempotency-key": key })
    expect([answer.status, replayed(answer)], path).toEqual([202, null])
    ids.add(answer.body.run_id)
  }
  expect(ids.size).toBe(6)
})

it("asks for key and permission first, also of who repeats", async () => {
  const key = fresh()
  const once = { "idempotency-key": key }
  const minted = await world.live.client("POST", "/api/v1/api-keys", { name: "A key", environment_slug: "dev" })
  const client = witness.client(minted.body.key)
  expect((await client("POST", "/api/v1/runs", { input: {} }, once)).status).toBe(202)
  expect(replayed(await client("POST", "/api/v1/runs", { input: {} }, once))).toBe("true")
  expect((await world.live.client("DELETE", `/api/v1/api-keys/${minted.body.id}`)).status).toBe(204)
  expectRefusal(await client("POST", "/api/v1/runs", { input: {} }, once), "401 unauthorized")
})
