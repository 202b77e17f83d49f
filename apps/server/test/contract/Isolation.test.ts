import { hash } from "node:crypto"
import { afterAll, beforeAll, expect, it } from "vitest"
import type { Answer } from "../Client.ts"
import { until } from "../Until.ts"
import { expectRefusal } from "./Flat.ts"
import { collectionsOf, isControl, type Operation, pathOf, permissionsOf, type Things } from "./Operations.ts"
import { sampleOf } from "./Sample.ts"
import { startWitnessed, type Witness } from "./Witness.ts"
import { keyWith, nobodys, type Place, rest, settle, type World } from "./World.ts"

let witness: Witness
let own: World
let other: World
let suspended: World

beforeAll(async () => {
  witness = await startWitnessed()
  own = await settle(witness)
  other = await settle(witness)
  suspended = await settle(witness)
  expect((await own.live.client("POST", "/api/v1/environments", { slug: "mine" })).status).toBe(201)
  await rest(witness)
  await witness.operator("PATCH", `/admin/v1/orgs/${suspended.id}`, { suspended: true })
})

afterAll(() => witness.end())

/** Those whose path names a thing of one environment: engines, which are the org's, are among the references. */
const aboutThings = (): ReadonlyArray<Operation> =>
  witness.operations.filter(
    (operation) =>
      operation.face === "key" && collectionsOf(operation).length > 0 && !collectionsOf(operation).includes("engines")
  )

const requestId = "the-same-request-id"

const ask = (key: string, operation: Operation, things: Things): Promise<Answer> => {
  const { schemas } = witness.document.components
  const body = operation.body && sampleOf(operation.body, schemas)
  return witness.client(key)(operation.method, pathOf(operation, things), body, { "x-request-id": requestId })
}

/** Fails unless the thing answers exactly like one that is nobody's, with this, and nothing changed. */
const expectHidden = async (key: string, place: Place, operation: Operation, expected: string, about: string) => {
  const before = witness.dump()
  const answer = await ask(key, operation, place.things)
  const unknown = await ask(key, operation, nobodys)
  const named = `${operation.id} of ${place.slug} with ${about}`
  expectRefusal(answer, expected, named)
  expect(answer.body, named).toEqual(unknown.body)
  expect([...answer.headers.keys()].toSorted(), named).toEqual([...unknown.headers.keys()].toSorted())
  expect(answer.headers.get("content-length"), named).toBe(unknown.headers.get("content-length"))
  expect(witness.dump(), named).toEqual(before)
}

it("answers about what is another environment's of the same org as about what does not exist", async () => {
  for (const operation of aboutThings()) {
    for (const [key, place] of [
      [own.staging.key, own.dev],
      [own.dev.key, own.live],
      [own.dev.key, own.staging]
    ] as const) {
      await expectHidden(key, place, operation, isControl(operation) ? "403 forbidden" : "404", "a non-live key")
    }
  }
})

it("answers a live key's data calls about a non-live environment as about what does not exist", async () => {
  const collections = ["webhooks", "runs", "jobs", "deliveries"]
  const operations = aboutThings().filter((operation) => collections.includes(collectionsOf(operation)[0]!))
  expect(operations.length).toBeGreaterThan(6)
  for (const operation of operations) await expectHidden(own.live.key, own.dev, operation, "404", "a live key")
})

it("answers about what is another org's as about what does not exist", async () => {
  // The other org has environments called `dev` and `live` too.
  const place = { ...own.dev, things: { ...own.dev.things, environments: "mine" } }
  for (const operation of aboutThings()) {
    await expectHidden(other.live.key, place, operation, "404", "another org's live key")
    const expected = isControl(operation) ? "403 forbidden" : "404"
    await expectHidden(other.dev.key, place, operation, expected, "another org's key")
  }
})

it("tells a key that does not authenticate nothing, whatever it asks for", async () => {
  const revoked = await keyWith(own.live.client, "dev", ["runs:write", "webhooks:manage"])
  const { data } = (await own.live.client("GET", "/api/v1/api-keys?environment=dev")).body
  expect((await own.live.client("DELETE", `/api/v1/api-keys/${data[0].id}`)).status).toBe(204)
  expect((await own.live.client("POST", "/api/v1/environments", { slug: "gone" })).status).toBe(201)
  const deleted = await keyWith(own.live.client, "gone", ["runs:write", "webhooks:manage"])
  expect((await witness.client(deleted)("GET", "/api/v1/me")).status).toBe(200)
  expect((await own.live.client("DELETE", "/api/v1/environments/gone")).status).toBe(204)
  const expires_at = new Date(Date.now() + 300).toISOString()
  const minted = { name: "A key", environment_slug: "dev", expires_at }
  const expired: string = (await own.live.client("POST", "/api/v1/api-keys", minted)).body.key
  await until(async () => (await witness.client(expired)("GET", "/api/v1/me")).status === 401)
  // Its hash is known, but it does not begin as the keys of its environment do.
  const misnamed = `nx_dev_${"5".repeat(64)}`
  const keys = [{ name: "A key", sha256: hash("sha256", misnamed) }]
  expect((await witness.operator("POST", `/admin/v1/orgs/${own.id}/legacy-keys`, { keys })).status).toBe(201)
  const wrong = own.dev.key.replace(/.$/, (digit) => (digit === "0" ? "1" : "0"))
  const renamed = own.dev.key.replace("nx_dev_", "nx_staging_")

  for (const operation of witness.operations.filter(({ face }) => face === "key")) {
    for (const key of [revoked, deleted, expired, misnamed, wrong, renamed, "nx_live_", "x"]) {
      await expectHidden(key, own.dev, operation, "401 unauthorized", "a key that is none")
    }
    for (const { key } of [suspended.live, suspended.dev]) {
      await expectHidden(key, suspended.dev, operation, "403 org_suspended", "a suspended org's key")
      await expectHidden(key, own.dev, operation, "403 org_suspended", "a suspended org's key")
    }
  }
})

it("takes an operator's token, and no key, for the operator's calls", async () => {
  const calls = witness.operations.filter(({ face }) => face === "operator")
  expect(calls.length).toBeGreaterThan(0)
  for (const operation of calls) {
    for (const key of [own.live.key, "an-operator-token-of-more-than-32-character", "x".repeat(5_000)]) {
      await expectHidden(key, own.live, operation, "401 unauthorized", "a token that is none")
    }
  }
})

it("never lists or counts what is another environment's", async () => {
  const lists = witness.operations.filter(
    (operation) => operation.face === "key" && operation.method === "GET" && collectionsOf(operation).length === 0
  )
  expect(lists.length).toBeGreaterThan(5)
  const idsOf = ({ id, things }: Place) => [id, things["api-keys"]!, things["webhooks"]!, things["runs"]!]
  const places = [own.dev, own.staging, own.live]
  const others = [other.dev, other.staging, other.live].flatMap(idsOf)

  for (const operation of lists) {
    for (const place of places) {
      const answer = await place.client("GET", operation.path)
      if (answer.status === 403) expect(permissionsOf(operation), operation.id).not.toEqual([])
      else expect(answer.status, operation.id).toBe(200)
      const ofTheOrg = ["/api/v1/environments", "/api/v1/audit-log"]
      const seesTheOrg = place === own.live && ofTheOrg.includes(operation.path)
      const hidden = seesTheOrg ? [] : places.filter((another) => another !== place).flatMap(idsOf)
      const text = JSON.stringify(answer.body)
      expect(
        [...others, ...hidden].filter((id) => text.includes(id)),
        `${operation.id} of ${place.slug}`
      ).toEqual([])
    }
  }
})

it("keeps slugs apart: the same slug in two orgs is two environments", async () => {
  const [mine, theirs] = [
    await own.dev.client("GET", "/api/v1/environments/dev"),
    await other.dev.client("GET", "/api/v1/environments/dev")
  ]
  expect(mine.body.id).toBe(own.dev.id)
  expect(theirs.body.id).toBe(other.dev.id)
  expect((await other.live.client("PATCH", "/api/v1/environments/dev", { description: "Theirs" })).status).toBe(200)
  expect((await own.dev.client("GET", "/api/v1/environments/dev")).body).toEqual(mine.body)
})
