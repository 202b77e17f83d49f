import Database from "better-sqlite3"
import { afterAll, beforeAll, expect, it } from "vitest"
import { startTestServer, type TestOrg, type TestServer } from "./TestServer.ts"

let server: TestServer
let org: TestOrg

beforeAll(async () => {
  server = await startTestServer()
  org = await server.found()
})

afterAll(() => server[Symbol.asyncDispose]())

/** A change, which is to succeed. */
const change = async (method: string, path: string, body?: unknown) => {
  const answer = await (path.startsWith("/admin") ? server.operator : org.live)(method, path, body)
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  return answer.body
}

const log = async () => (await org.live("GET", "/api/v1/audit-log?limit=100")).body.data

it("writes down each change over HTTP: what it was, of what, by whom and from where, and no secret", async () => {
  const me = (await org.live("GET", "/api/v1/me")).body
  const keys = (await org.live("GET", "/api/v1/api-keys")).body.data
  const dev = await change("POST", "/api/v1/environments", { slug: "dev" })
  await change("PATCH", "/api/v1/environments/dev", { description: "For trying out" })
  const key = await change("POST", "/api/v1/api-keys", { name: "CI", environment_slug: "dev" })
  const url = "https://example.com/hook"
  const webhook = await change("POST", "/api/v1/webhooks", { url, events: ["run.completed"], auth_token: "hush-hush" })
  await change("PATCH", `/api/v1/webhooks/${webhook.id}`, { active: false, auth_token: "whisper" })
  const { secret } = await change("POST", `/api/v1/webhooks/${webhook.id}/rotate-secret`, {})
  await change("DELETE", `/api/v1/webhooks/${webhook.id}`)
  await change("DELETE", `/api/v1/api-keys/${key.id}`)
  await change("DELETE", "/api/v1/environments/dev")
  await change("PATCH", `/admin/v1/orgs/${org.id}`, { suspended: true })
  await change("PATCH", `/admin/v1/orgs/${org.id}`, { suspended: false, name: "Other" })

  const actor = `api_key:${keys.at(-1).id}`
  const live = me.environment.id
  const entries = await log()
  expect(
    entries.map((entry: Record<string, unknown>) => [
      entry["action"],
      entry["target"],
      entry["actor"],
      entry["environment_id"]
    ])
  ).toEqual([
    ["org.resumed", org.id, "operator", undefined],
    ["org.suspended", org.id, "operator", undefined],
    ["environment.deleted", dev.id, actor, dev.id],
    ["api_key.revoked", key.id, actor, dev.id],
    ["webhook.deleted", webhook.id, actor, live],
    ["webhook.secret_rotated", webhook.id, actor, live],
    ["webhook.updated", webhook.id, actor, live],
    ["webhook.created", webhook.id, actor, live],
    ["api_key.created", key.id, actor, dev.id],
    ["environment.updated", dev.id, actor, dev.id],
    ["environment.created", dev.id, actor, dev.id],
    ["org.created", org.id, "system", undefined]
  ])
  for (const { actor, address } of entries) expect(address).toBe(actor === "system" ? undefined : "127.0.0.1")
  const text = JSON.stringify(entries)
  for (const hidden of [key.key, secret, webhook.secret, "hush-hush", "whisper", org.key]) {
    expect(text).not.toContain(hidden)
  }
})

it("writes nothing down of what is refused, changes nothing, or is repeated", async () => {
  const before = await log()
  const once = { "idempotency-key": "the-same" }
  const create = () => org.live("POST", "/api/v1/environments", { slug: "qa" }, once)
  expect([(await create()).status, (await create()).status]).toEqual([201, 201])
  for (const [method, path, body] of [
    ["POST", "/api/v1/environments", { slug: "qa" }],
    ["POST", "/api/v1/environments", { slug: "live" }],
    ["PATCH", "/api/v1/environments/qa", {}],
    ["DELETE", "/api/v1/environments/live", undefined],
    ["POST", "/api/v1/api-keys", { name: "x", environment_slug: "nowhere" }],
    ["POST", "/api/v1/webhooks", { url: "http://10.0.0.1", events: ["run.failed"] }]
  ] as const) {
    await org.live(method, path, body)
  }
  const after = await log()
  expect(after.slice(1)).toEqual(before)
  expect(after[0].action).toBe("environment.created")
})

it("verifies the chain, and tells of a head that it does not have", async () => {
  const { body } = await org.live("GET", "/api/v1/audit-log/verify")
  const [newest] = await log()
  expect(body).toEqual({ verified: true, head: { number: newest.number, mac: newest.mac } })
  const ask = (query: Record<string, string>) =>
    org.live("GET", `/api/v1/audit-log/verify?${new URLSearchParams(query)}`)
  const kept = { number: String(newest.number), mac: newest.mac }
  expect((await ask(kept)).body).toEqual(body)
  expect(
    (await ask({ ...kept, mac: newest.mac.replace(/.$/, (digit: string) => (digit === "0" ? "1" : "0")) })).body
  ).toEqual({
    ...body,
    verified: false,
    broken: { number: newest.number, reason: "unlike_kept" }
  })
  const later = { ...kept, number: String(newest.number + 5) }
  expect((await ask(later)).body.broken).toEqual({ number: newest.number + 1, reason: "missing" })
  for (const half of [{ number: kept.number }, { mac: kept.mac }]) expect((await ask(half)).status).toBe(400)
})

it("shows an entry as it stands, whatever somebody or a later version wrote there", async () => {
  await change("POST", "/api/v1/environments", { slug: "shown" })
  const db = new Database(server.database)
  const changed = { action: "org.sold", target: "\u{1F4A9}", actor: "nobody", environment_id: "nowhere" }
  const fields = Object.keys(changed).map((name) => `${name} = @${name}`)
  db.prepare(`update audit_log set ${fields} where number = (select max(number) from audit_log)`).run(changed)
  db.close()
  expect((await log())[0]).toMatchObject(changed)
  expect((await org.live("GET", "/api/v1/audit-log/verify")).body.verified).toBe(false)
})
