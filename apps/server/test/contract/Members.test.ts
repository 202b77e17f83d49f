import { afterAll, beforeAll, expect, it } from "vitest"
import { expectRefusal } from "./Flat.ts"
import { startWitnessed, type Witness } from "./Witness.ts"
import { settle, type World } from "./World.ts"

let witness: Witness
let world: World

beforeAll(async () => {
  witness = await startWitnessed({}, { works: false })
  world = await settle(witness)
})

afterAll(() => witness.end())

const newOrg = async (): Promise<string> => {
  const { body, status } = await witness.operator("POST", "/admin/v1/orgs", { name: "Acme" })
  expect(status).toBe(201)
  return body.id
}

const addMember = (org: string, email: string, permissions: ReadonlyArray<string> = [], headers = {}) =>
  witness.operator("POST", `/admin/v1/orgs/${org}/members`, { email, permissions }, headers)

const addLink = (org: string, email: string, headers = {}) =>
  witness.operator("POST", `/admin/v1/orgs/${org}/sign-in-links`, { email }, headers)

const all = [
  "runs:write",
  "webhooks:manage",
  "environments:manage",
  "api_keys:manage",
  "engines:manage",
  "audit:read",
  "members:manage"
]

const written = async (count: number) => {
  const { data } = (await world.live.client("GET", `/api/v1/audit-log?limit=${count}`)).body
  return data.map(({ action, actor }: Record<string, string>) => [action, actor])
}

it("makes a member with the permissions that are given, whose address is in lowercase", async () => {
  const { body, status } = await addMember(world.id, "Ada.Lovelace+x@Example.COM", ["audit:read", "members:manage"])
  expect([status, body]).toEqual([
    201,
    {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      email: "ada.lovelace+x@example.com",
      permissions: ["audit:read", "members:manage"],
      created_at: expect.any(String)
    }
  ])
  expect(await written(1)).toEqual([["member.created", "operator"]])
})

it("refuses an address that is taken, in whatever case, and takes it in another org", async () => {
  const email = "grace@example.com"
  expect((await addMember(world.id, email)).status).toBe(201)
  for (const same of [email, "Grace@Example.com"]) {
    const before = witness.dump()
    const refused = await addMember(world.id, same, all)
    expectRefusal(refused, "400 invalid_request", same)
    expect(refused.body.details).toEqual([{ path: "email", message: expect.stringContaining(email) }])
    expect(witness.dump()).toEqual(before)
  }
  expect((await addMember(await newOrg(), email)).status).toBe(201)
})

it("refuses what is no address or no permission, and names the field", async () => {
  const wrong = ["", "ada", "@example.com", "ada@", "a b@example.com", "ada@example.com\n", "ada@-x.com", "ada@x..com"]
  for (const email of [...wrong, "é@example.com", `${"a".repeat(250)}@x.com`, 1, null, ["ada@example.com"]]) {
    for (const path of ["members", "sign-in-links"]) {
      const body = path === "members" ? { email, permissions: [] } : { email }
      const refused = await witness.operator("POST", `/admin/v1/orgs/${world.id}/${path}`, body)
      expectRefusal(refused, "400 invalid_request", `${path} ${email}`)
      expect(refused.body.details.map(({ path }: { path: string }) => path.split(".")[0])).toEqual(["email"])
    }
  }
  for (const permissions of [["all"], ["runs:write", "runs:write"], "runs:write", null]) {
    const body = { email: "new@example.com", permissions }
    const refused = await witness.operator("POST", `/admin/v1/orgs/${world.id}/members`, body)
    expectRefusal(refused, "400 invalid_request", String(permissions))
    expect(refused.body.details[0].path).toMatch(/^permissions/)
  }
})

it("never lets a key hold what only members hold", async () => {
  const key = { name: "A key", environment_slug: "live", permissions: ["members:manage"] }
  expectRefusal(await world.live.client("POST", "/api/v1/api-keys", key), "400 invalid_request")
  expect((await world.live.client("GET", "/api/v1/me")).body.permissions).not.toContain("members:manage")
})

it("makes the first member of an org with its first link: with every permission, and never a second one so", async () => {
  const org = await newOrg()
  const { body, status } = await addLink(org, "Ada@example.com")
  expect([status, Object.keys(body).toSorted()]).toEqual([201, ["expires_at", "url"]])
  expect(body.url).toMatch(new RegExp(`^${witness.server.url}/sign-in#[0-9a-f]{64}$`))
  const left = Date.parse(body.expires_at) - Date.now()
  expect(left).toBeGreaterThan(14 * 60_000)
  expect(left).toBeLessThanOrEqual(15 * 60_000)
  const members = () => witness.dump()["members"]!.filter((row) => (row as { org_id: string }).org_id === org)
  expect(members()).toMatchObject([{ email: "ada@example.com", permissions: JSON.stringify(all) }])

  const refused = await addLink(org, "grace@example.com")
  expectRefusal(refused, "400 invalid_request")
  expect(refused.body.details).toEqual([{ path: "email", message: expect.stringContaining("grace@example.com") }])
  expect((await addLink(org, "ada@example.com")).body.url).not.toBe(body.url)
  expect(members().length).toBe(1)
})

it("keeps of a link's token a hash alone, and shows it to who made the link, once", async () => {
  const email = "hopper@example.com"
  await addMember(world.id, email)
  const once = { "idempotency-key": "a-link" }
  const { body } = await addLink(world.id, email, once)
  const again = await addLink(world.id, email, once)
  expect([again.status, again.body]).toEqual([201, { expires_at: body.expires_at }])
  expect(again.headers.get("idempotent-replayed")).toBe("true")
  const token = body.url.split("#")[1]
  expect(JSON.stringify(witness.dump())).not.toContain(token)
  expect(await written(2)).toEqual([
    ["sign_in_link.created", "operator"],
    ["member.created", "operator"]
  ])
})

it("finds no org that is not there", async () => {
  const unknown = "0198c2f0-0000-7000-8000-000000000000"
  expectRefusal(await addMember(unknown, "ada@example.com"), "404 not_found")
  expectRefusal(await addLink(unknown, "ada@example.com"), "404 not_found")
})

it("leads links to the address that people reach the server at", async () => {
  const other = await startWitnessed({ NEXIO_PUBLIC_URL: "https://nexio.example.com/there/" }, { works: false })
  try {
    const { body } = await other.operator("POST", "/admin/v1/orgs", { name: "Acme" })
    const link = await other.operator("POST", `/admin/v1/orgs/${body.id}/sign-in-links`, { email: "ada@example.com" })
    expect(link.body.url).toMatch(/^https:\/\/nexio\.example\.com\/there\/sign-in#[0-9a-f]{64}$/)
  } finally {
    await other.end()
  }
})
