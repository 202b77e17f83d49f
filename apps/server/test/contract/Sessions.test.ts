import fc from "fast-check"
import { afterAll, beforeAll, expect, it } from "vitest"
import type { Answer } from "../Client.ts"
import { expectNothingDone, expectRefusal } from "./Flat.ts"
import type { Operation } from "./Operations.ts"
import { rightRequest } from "./Requests.ts"
import { runs } from "./runs.ts"
import { startWitnessed, type Witness } from "./Witness.ts"
import { cookieFor, newToken, settle, signIn, type World } from "./World.ts"

let witness: Witness
let world: World

beforeAll(async () => {
  witness = await startWitnessed({}, { works: false })
  world = await settle(witness)
})

afterAll(() => witness.end())

const owner = "owner@example.com"

const as =
  (cookie: string) =>
  (method: string, path: string, body?: unknown, headers = {}): Promise<Answer> =>
    witness.client()(method, path, body, { cookie, ...headers })

const session = (cookie: string) => as(cookie)("GET", "/api/session")

const spend = (token: string, headers = {}) => witness.client()("POST", "/api/session", { token }, headers)

const expectSignedOut = async (cookie: string) => expectRefusal(await session(cookie), "401 unauthorized")

/** The calls of the portal that need a session. */
const calls = () => witness.operations.filter(({ face }) => face === "session")

const changes = () => calls().filter(({ method }) => method !== "GET")

const right = (operation: Operation) =>
  rightRequest(operation, witness.document.components.schemas, world.live.things, world.live.key)

it("begins a session by a link, once, in a cookie that no script and no other site can use", async () => {
  const token = await newToken(witness, world.id, owner)
  const { body, headers, status } = await spend(token)
  expect([status, body.member.email, body.org]).toEqual([201, owner, { id: world.id, name: "Acme" }])
  expect(body).toMatchObject({ orgs: [{ id: world.id }], environment_limit: 5, environments_used: 2 })
  expect(body.permissions).toContain("members:manage")
  const [cookie, ...attributes] = headers.getSetCookie()[0]!.split("; ")
  expect(cookie).toMatch(/^wos-session=[0-9a-f]{64}$/)
  expect(attributes.filter((one) => !one.startsWith("Expires="))).toEqual([
    "Max-Age=604800",
    "Path=/",
    "HttpOnly",
    "SameSite=Lax"
  ])
  expect((await session(cookie!)).body).toEqual(body)
  expect(Date.parse(body.expires_at) - Date.parse(body.created_at)).toBe(12 * 3_600_000)
  expectRefusal(await spend(token), "401 unauthorized")
})

it("asks for https with the cookie where people reach the server elsewhere than on this machine", async () => {
  const away = await startWitnessed({ NEXIO_PUBLIC_URL: "https://nexio.example.com" }, { works: false })
  try {
    const { body } = await away.operator("POST", "/admin/v1/orgs", { name: "Acme" })
    const token = await newToken(away, body.id, owner)
    const { headers } = await away.client()("POST", "/api/session", { token })
    expect(headers.getSetCookie()[0]).toMatch(/; Secure/)
  } finally {
    await away.end()
  }
})

it("never spends a link that is only opened", async () => {
  const token = await newToken(witness, world.id, owner)
  for (const path of [`/sign-in?token=${token}`, `/api/session?token=${token}`, `/sign-in#${token}`]) {
    for (const method of ["GET", "HEAD"]) await witness.send({ method, path })
  }
  expect((await spend(token)).status).toBe(201)
})

it("ends a session with its sign-out, and takes its cookie away", async () => {
  const cookie = await signIn(witness, world.id, owner)
  const other = await signIn(witness, world.id, owner)
  const { headers, status } = await as(cookie)("DELETE", "/api/session")
  expect([status, headers.getSetCookie()[0]]).toEqual([204, expect.stringMatching(/^wos-session=;.*Max-Age=0/)])
  await expectSignedOut(cookie)
  expect((await session(other)).status).toBe(200)
})

it("ends the sessions of a member that is removed, and changes with its permissions", async () => {
  const manager = as(cookieFor(world.live.key))
  const email = "grace@example.com"
  const { body: member } = await manager("POST", "/api/members", { email, permissions: ["runs:write"] })
  const cookie = await signIn(witness, world.id, email)
  const submit = () => as(cookie)("POST", "/api/runs?environment=dev", { input: {} })
  expect((await submit()).status).toBe(202)
  expect((await manager("PATCH", `/api/members/${member.id}`, { permissions: [] })).status).toBe(200)
  expectRefusal(await submit(), "403 forbidden")
  expect((await session(cookie)).body.permissions).toEqual([])
  expect((await manager("DELETE", `/api/members/${member.id}`)).status).toBe(204)
  await expectSignedOut(cookie)
  expectRefusal(await submit(), "401 unauthorized")
})

it("lets one person go on in another org of its own, and in no other", async () => {
  const elsewhere = await settle(witness)
  const theirs = (await witness.operator("POST", "/admin/v1/orgs", { name: "Theirs" })).body.id
  const cookie = await signIn(witness, world.id, owner)
  const before = (await session(cookie)).body
  expect(before.orgs.map(({ id }: { readonly id: string }) => id).toSorted()).toEqual(
    [world.id, elsewhere.id].toSorted()
  )
  const refused = await as(cookie)("PATCH", "/api/session", { org_id: theirs })
  expectRefusal(refused, "400 invalid_request")
  expect(refused.body.details[0].path).toBe("org_id")
  const chosen = await as(cookie)("PATCH", "/api/session", { org_id: elsewhere.id })
  expect(chosen.body).toMatchObject({ org: { id: elsewhere.id }, created_at: before.created_at })
  await expectSignedOut(cookie)
  const next = chosen.headers.getSetCookie()[0]!.split(";")[0]!
  expect((await as(next)("GET", "/api/environments")).body.data[0].id).toBe(elsewhere.live.id)
})

it("writes down who signs in and out, from where, in each org that it is in", async () => {
  const elsewhere = await settle(witness)
  const cookie = await signIn(witness, elsewhere.id, owner)
  const { body: before } = await session(cookie)
  const chosen = await as(cookie)("PATCH", "/api/session", { org_id: world.id })
  const next = chosen.headers.getSetCookie()[0]!.split(";")[0]!
  expect((await as(next)("DELETE", "/api/session")).status).toBe(204)
  expectRefusal(await as(next)("DELETE", "/api/session"), "401 unauthorized")
  const lastTwo = async ({ live }: World) => (await live.client("GET", "/api/v1/audit-log?limit=2")).body.data
  for (const [org, { id }] of [
    [elsewhere, before.member],
    [world, chosen.body.member]
  ] as const) {
    const by = { actor: `member:${id}`, target: id, address: "127.0.0.1", details: { email: owner } }
    expect(await lastTwo(org)).toMatchObject([
      { action: "member.signed_out", ...by },
      { action: "member.signed_in", ...by }
    ])
  }
})

it("takes a cookie and never a key under /api, and a key and never a cookie under /api/v1", async () => {
  const cookie = cookieFor(world.live.key)
  const key = { authorization: `Bearer ${world.live.key}`, "x-api-key": world.live.key }
  for (const operation of witness.operations.filter(({ face }) => face === "session" || face === "key")) {
    const { authorization: _, cookie: __, ...headers } = right(operation).headers as Record<string, string>
    const other = operation.face === "key" ? { cookie } : key
    const asked = { ...right(operation), headers: { ...headers, ...other } }
    await expectNothingDone(witness, asked, "401 unauthorized", operation.id)
  }
})

it("never changes anything for a page of another origin", async () => {
  const origin = fc.oneof(
    fc.webUrl().map((url) => new URL(url).origin),
    fc.constantFrom("null", "https://127.0.0.1", "http://localhost", witness.server.url.replace(/\d$/, "x"), " ")
  )
  const site = fc.constantFrom("cross-site", "same-site", "Same-Origin", "x")
  const foreign = fc.oneof(
    origin.map((origin) => ({ origin })),
    site.map((site) => ({ "sec-fetch-site": site })),
    fc.tuple(origin, site).map(([origin, site]) => ({ origin, "sec-fetch-site": site })),
    site.map((site) => ({ origin: witness.server.url, "sec-fetch-site": site })),
    origin.map((origin) => ({ origin, "sec-fetch-site": "same-origin" }))
  )
  const property = fc.asyncProperty(fc.constantFrom(...changes()), foreign, async (operation, headers) => {
    const asked = right(operation)
    await expectNothingDone(
      witness,
      { ...asked, headers: { ...asked.headers, ...headers } },
      "403 forbidden",
      operation.id
    )
  })
  await fc.assert(property, runs(60))
  const token = await newToken(witness, world.id, owner)
  expectRefusal(await spend(token, { origin: "https://elsewhere.example.com" }), "403 forbidden")
  expect((await spend(token, { origin: witness.server.url, "sec-fetch-site": "same-origin" })).status).toBe(201)
})

it("never changes anything for what is not sent as JSON, as a form of any page would send it", async () => {
  const types = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", undefined]
  for (const operation of changes().filter(({ body }) => body !== undefined)) {
    for (const type of types) {
      for (const body of [undefined, right(operation).body]) {
        const { "content-type": _, ...headers } = right(operation).headers as Record<string, string>
        const typed = type === undefined ? headers : { ...headers, "content-type": type }
        const asked = { ...right(operation), body, headers: typed }
        await expectNothingDone(witness, asked, "415 unsupported_media_type", `${operation.id} as ${type}`)
      }
    }
  }
})
