import { hash } from "node:crypto"
import { afterAll, beforeAll, expect, it } from "vitest"
import type { Client } from "../Client.ts"
import { expectRefusal } from "./Flat.ts"
import { startWitnessed, type Witness } from "./Witness.ts"
import { keyWith, settle, type World } from "./World.ts"

let witness: Witness
let world: World

beforeAll(async () => {
  witness = await startWitnessed({}, { works: false })
  world = await settle(witness, { environment_limit: 50 })
})

afterAll(() => witness.end())

const day = 86_400_000

const mint = async (more: object = {}) => {
  const { body, status } = await world.live.client("POST", "/api/v1/api-keys", {
    name: "A key",
    environment_slug: "dev",
    ...more
  })
  expect(status).toBe(201)
  return body
}

const roll = (id: string, body: object = {}, client: Client = world.live.client) =>
  client("POST", `/api/v1/api-keys/${id}/roll`, body)

const works = async (key: string): Promise<boolean> => {
  const { status } = await witness.client(key)("GET", "/api/v1/me")
  expect([200, 401]).toContain(status)
  return status === 200
}

const listed = async (id: string) => {
  const { body } = await world.live.client("GET", "/api/v1/api-keys?environment=all&limit=100")
  return body.data.find((key: { readonly id: string }) => key.id === id)
}

const revoke = async (id: string) => (await world.live.client("DELETE", `/api/v1/api-keys/${id}`)).status

it("takes an expiry in the future, answers and lists it, and lets the key in until then and not from then on", async () => {
  const expires_at = new Date(Date.now() + 400).toISOString()
  const minted = await mint({ expires_at })
  expect([minted.expires_at, (await listed(minted.id)).expires_at]).toEqual([expires_at, expires_at])
  expect(await works(minted.key)).toBe(true)
  while (Date.now() < Date.parse(expires_at)) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(await works(minted.key)).toBe(false)
  expectRefusal(await roll(minted.id), "409 key_not_rollable")
  expect(await revoke(minted.id)).toBe(204)
})

it("refuses an expiry that is past, or no time, and names the field", async () => {
  for (const expires_at of [new Date(Date.now() - 1).toISOString(), "2020-01-01T00:00:00Z", "tomorrow", 1, null]) {
    const body = { name: "A key", environment_slug: "dev", expires_at }
    const refused = await world.live.client("POST", "/api/v1/api-keys", body)
    expectRefusal(refused, "400 invalid_request", String(expires_at))
    expect(refused.body.details.map(({ path }: { path: string }) => path)).toEqual(["expires_at"])
  }
})

it("rolls a key into one that is like it, and ends the old one with the overlap, or with its own expiry before", async () => {
  const expires_at = new Date(Date.now() + 3 * day).toISOString()
  for (const [overlap, ends] of [
    [undefined, day],
    [604_800, 3 * day],
    [60, 60_000]
  ] as const) {
    const old = await mint({ name: "Rolled", permissions: ["runs:write"], expires_at })
    const rolled = await roll(old.id, overlap === undefined ? {} : { overlap_seconds: overlap })
    expect(rolled.status).toBe(201)
    const { created_at, id, key, key_prefix, ...same } = rolled.body
    const { created_at: _at, id: _id, key: _key, key_prefix: _prefix, ...before } = old
    expect(same).toEqual(before)
    expect([id, key]).not.toEqual([old.id, old.key])
    expect(key.startsWith(key_prefix)).toBe(true)
    expect([await works(old.key), await works(key)]).toEqual([true, true])
    const left = Date.parse((await listed(old.id)).expires_at) - Date.parse(created_at)
    expect(Math.abs(left - ends)).toBeLessThan(5_000)
    expectRefusal(await roll(old.id), "409 key_not_rollable", "rolled already")
    expect([await revoke(old.id), await works(old.key), await works(key)]).toEqual([204, false, true])
  }
})

it("stops the old key at once where there is no overlap", async () => {
  const old = await mint()
  const { key } = (await roll(old.id, { overlap_seconds: 0 })).body
  expect([await works(old.key), await works(key)]).toEqual([false, true])
})

it("lets exactly one of several rolls of a key succeed", async () => {
  const old = await mint()
  const answers = await Promise.all(Array.from({ length: 6 }, () => roll(old.id)))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409, 409])
})

it("rolls neither what is revoked or of a deleted environment, nor more than the roller holds", async () => {
  const revoked = await mint()
  expect(await revoke(revoked.id)).toBe(204)
  expectRefusal(await roll(revoked.id), "409 key_not_rollable")
  await world.live.client("POST", "/api/v1/environments", { slug: "gone" })
  const gone = await mint({ environment_slug: "gone" })
  await world.live.client("DELETE", "/api/v1/environments/gone")
  expectRefusal(await roll(gone.id), "409 key_not_rollable")
  const lacking = witness.client(await keyWith(world.live.client, "live", ["api_keys:manage", "runs:write"]))
  expectRefusal(await roll((await mint()).id, {}, lacking), "403 forbidden")
  expect((await roll((await mint({ permissions: ["runs:write"] })).id, {}, lacking)).status).toBe(201)
  for (const overlap_seconds of [-1, 604_801, 1.5, "1"]) {
    expectRefusal(await roll((await mint()).id, { overlap_seconds }), "400 invalid_request", String(overlap_seconds))
  }
})

it("gives an org that lost its keys a live one with every permission", async () => {
  const restored = await witness.operator("POST", `/admin/v1/orgs/${world.id}/api-keys`, {})
  expect(restored.status).toBe(201)
  const { body } = await witness.client(restored.body.key)("GET", "/api/v1/me")
  expect([body.environment.slug, body.permissions.length]).toEqual(["live", 6])
  const named = await witness.operator("POST", `/admin/v1/orgs/${world.id}/api-keys`, { name: "Found again" })
  expect(named.body.name).toBe("Found again")
})

const legacy = (secret: string) => `nx_test_${secret}`
const sha256 = (key: string) => hash("sha256", key, "hex")
const importKeys = (keys: ReadonlyArray<string>, org = world.id) =>
  witness.operator("POST", `/admin/v1/orgs/${org}/legacy-keys`, {
    keys: keys.map((key) => ({ name: `Of ${key.length}`, sha256: sha256(key) }))
  })

it("takes in legacy keys by their hashes, which then work as they were, whatever their text", async () => {
  const keys = ["x", "a secret_of some_length!", "~".repeat(200), "8".repeat(64)].map(legacy)
  const imported = await importKeys([...keys, keys[0]!])
  expect(imported.status).toBe(201)
  const { environment, keys: made } = imported.body
  expect(environment).toMatchObject({ slug: "test", kind: "test" })
  expect(made[4]).toEqual(made[0])
  expect(new Set(made.map(({ id }: { id: string }) => id)).size).toBe(4)
  for (const { key_prefix, permissions } of made) {
    expect([key_prefix, permissions]).toEqual(["nx_test_", ["runs:write", "webhooks:manage"]])
  }
  for (const key of keys) {
    const client = witness.client(key)
    expect((await client("GET", "/api/v1/me")).body).toMatchObject({ environment: { slug: "test" } })
    expect((await client("POST", "/api/v1/runs", { input: {} })).status).toBe(202)
  }
  expect(await works(legacy("~".repeat(201)))).toBe(false)

  const before = witness.dump()
  const again = await importKeys(keys)
  expect([again.status, again.body.keys]).toEqual([201, made.slice(0, 4)])
  expect(witness.dump()).toEqual(before)
})

it("refuses an import of what is known elsewhere, and does nothing of it", async () => {
  const other = await settle(witness)
  const [theirs, revoked, fresh] = [legacy("theirs"), legacy("revoked"), legacy("fresh")]
  expect((await importKeys([theirs], other.id)).status).toBe(201)
  const { body } = await importKeys([revoked])
  expect(await revoke(body.keys[0].id)).toBe(204)
  for (const known of [theirs, revoked, world.dev.key, world.live.key]) {
    const before = witness.dump()
    const refused = await importKeys([fresh, known])
    expectRefusal(refused, "409 key_known_elsewhere", known)
    expect(witness.dump()).toEqual(before)
  }
})

it("mints and rolls no key of the grandfathered environment, which can be deleted and comes back with an import", async () => {
  const { body } = await importKeys([legacy("to be rolled")])
  const mintThere = { name: "A key", environment_slug: "test" }
  expectRefusal(await world.live.client("POST", "/api/v1/api-keys", mintThere), "409 legacy_environment")
  expectRefusal(await roll(body.keys[0].id), "409 legacy_environment")
  expectRefusal(await world.live.client("POST", "/api/v1/environments", { slug: "test" }), "400 reserved_slug")
  expect((await world.live.client("DELETE", "/api/v1/environments/test")).status).toBe(204)
  expect(await works(legacy("to be rolled"))).toBe(false)
  expectRefusal(await importKeys([legacy("to be rolled")]), "409 key_known_elsewhere")
  const again = await importKeys([legacy("a new one")])
  expect(again.status).toBe(201)
  expect(again.body.environment.id).not.toBe(body.environment.id)
  expect(await works(legacy("a new one"))).toBe(true)
})

it("finds no org that is not there", async () => {
  const unknown = "0198c2f0-0000-7000-8000-000000000000"
  expectRefusal(await importKeys([legacy("of nobody")], unknown), "404 not_found")
  expectRefusal(await witness.operator("POST", `/admin/v1/orgs/${unknown}/api-keys`, {}), "404 not_found")
})

it("writes down who rolled and imported which key", async () => {
  const old = await mint()
  const { id } = (await roll(old.id)).body
  const { keys } = (await importKeys([legacy("written down")])).body
  const { data } = (await world.live.client("GET", "/api/v1/audit-log?limit=2")).body
  expect(
    data.map(({ action, actor, target }: Record<string, string>) => [action, actor?.split(":")[0], target])
  ).toEqual([
    ["api_key.imported", "operator", keys[0].id],
    ["api_key.rolled", "api_key", old.id]
  ])
  expect(data[1].details.new_key_id).toBe(id)
})
