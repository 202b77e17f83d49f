import Database from "better-sqlite3"
import { afterAll, beforeAll, expect, it } from "vitest"
import { expectRefusal } from "./Flat.ts"
import { isControl, type Operation, pathOf, permissionsOf } from "./Operations.ts"
import { rightRequest } from "./Requests.ts"
import { startWitnessed, type Witness } from "./Witness.ts"
import { keyWith, newThings, nobodys, type Place, settle, type World } from "./World.ts"

const all = ["runs:write", "webhooks:manage", "environments:manage", "api_keys:manage", "engines:manage", "audit:read"]

let witness: Witness
let world: World

beforeAll(async () => {
  witness = await startWitnessed({}, { works: false })
  world = await settle(witness, { environment_limit: 50 })
})

afterAll(() => witness.end())

const calls = () => witness.operations.filter(({ face }) => face === "key")

const ask = (operation: Operation, place: Place, key: string) =>
  witness.send(rightRequest(operation, witness.document.components.schemas, place.things, key))

it("refuses each call to a key that lacks just its permission, whether the object exists or not", async () => {
  for (const operation of calls().filter((operation) => permissionsOf(operation).length > 0)) {
    const lacking = all.filter((permission) => !permissionsOf(operation).includes(permission))
    const key = await keyWith(world.live.client, "live", lacking)
    const before = witness.dump()
    const known = await ask(operation, world.live, key)
    const unknown = await ask(operation, { ...world.live, things: { ...nobodys } }, key)
    expectRefusal(known, "403 forbidden", operation.id)
    expect({ ...known.body, request_id: "" }).toEqual({ ...unknown.body, request_id: "" })
    for (const permission of permissionsOf(operation)) expect(known.body.message).toContain(permission)
    expect(witness.dump(), operation.id).toEqual(before)
  }
})

it("takes each call from a key with just its permission, and reads from one with none", async () => {
  for (const operation of calls()) {
    const asked = permissionsOf(operation)
    for (const permissions of asked.length === 0 ? [[]] : asked.map((permission) => [permission])) {
      await world.live.client("POST", "/api/v1/environments", { slug: "dev_2" })
      // Nobody grants what it lacks, so who grants has that as well.
      const grants = operation.path.endsWith("/roll")
        ? ["runs:write", "webhooks:manage"]
        : Object.hasOwn(operation.body?.["properties"] ?? {}, "permissions")
          ? ["runs:write"]
          : []
      const key = await keyWith(world.live.client, "live", [...permissions, ...grants])
      const victim = await world.live.client("POST", "/api/v1/api-keys", { name: "A key", environment_slug: "dev" })
      const own = { environments: "dev_2", "api-keys": victim.body.id }
      const things = { ...world.live.things, ...(await newThings(world.live.client)), ...own }
      const answer = await ask(operation, { ...world.live, things }, key)
      expect([401, 403, 404, 500], `${operation.id}: ${JSON.stringify(answer.body)}`).not.toContain(answer.status)
    }
  }
})

it("refuses control calls to a key that is not live's, though it writes runs and manages webhooks", async () => {
  for (const operation of calls()) {
    const before = witness.dump()
    for (const things of [world.dev.things, nobodys]) {
      const path = pathOf(operation, things)
      if (!isControl(operation)) continue
      const asked = rightRequest(operation, witness.document.components.schemas, things, world.dev.key)
      expectRefusal(await witness.send(asked), "403 forbidden", `${operation.method} ${path}`)
      expect(witness.dump(), path).toEqual(before)
    }
  }
})

it("refuses control calls to a key that is not live's even where its row holds the permissions", async () => {
  const key = await keyWith(world.live.client, "staging", [])
  const { data } = (await world.live.client("GET", "/api/v1/api-keys?environment=staging&limit=1")).body
  const db = new Database(witness.server.database)
  db.prepare("update api_keys set permissions = ? where id = ?").run(JSON.stringify(all), data[0].id)
  db.close()
  expect((await witness.client(key)("GET", "/api/v1/me")).body.permissions).toEqual(all)
  for (const operation of calls().filter(isControl)) {
    expectRefusal(await ask(operation, world.staging, key), "403 forbidden", operation.id)
  }
})

it("lets nobody grant what it lacks, nor what is live's alone to a key of another environment", async () => {
  for (const held of all) {
    const key = await keyWith(world.live.client, "live", [
      "api_keys:manage",
      ...(held === "api_keys:manage" ? [] : [held])
    ])
    const grant = (slug: string, permissions: ReadonlyArray<string> | undefined) =>
      witness.client(key)("POST", "/api/v1/api-keys", { name: "A key", environment_slug: slug, permissions })
    for (const asked of all) {
      const holds = asked === held || asked === "api_keys:manage"
      const before = witness.dump()
      const answer = await grant("live", [asked])
      if (holds) expect(answer.status).toBe(201)
      else {
        expectRefusal(answer, "403 forbidden", `${held} grants ${asked}`)
        expect(witness.dump()).toEqual(before)
      }
    }
    // The default is both of a data key's permissions, and neither is granted by who has one.
    expectRefusal(await grant("dev", undefined), "403 forbidden", `${held} grants the default`)
  }
  for (const permission of all.slice(2)) {
    const body = { name: "A key", environment_slug: "dev", permissions: [permission] }
    const answer = await world.live.client("POST", "/api/v1/api-keys", body)
    expectRefusal(answer, "400 invalid_request", permission)
    expect(answer.body.details[0].path).toBe("permissions")
  }
})

it("gives a key both permissions of data calls where nothing is said", async () => {
  const { body } = await world.dev.client("GET", "/api/v1/me")
  expect(body.permissions.toSorted()).toEqual(["runs:write", "webhooks:manage"])
  expect((await world.live.client("GET", "/api/v1/me")).body.permissions.toSorted()).toEqual(all.toSorted())
})
