import { once } from "node:events"
import { request } from "node:http"
import { expect, it } from "vitest"
import { startTestServer, type TestOrg, type TestServer } from "../TestServer.ts"
import { signIn } from "./World.ts"

/** Begins a call, and gives how to end it: the server has admitted the caller by then, and waits for the body. */
const begin = async (url: string, method: string, path: string, sent: unknown, headers: Record<string, string>) => {
  const body = JSON.stringify(sent)
  const call = request(url + path, {
    method,
    headers: {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      expect: "100-continue",
      ...headers
    }
  })
  call.flushHeaders()
  await once(call, "continue")
  return async (): Promise<{ readonly status: number | undefined; readonly code: unknown }> => {
    const answered = once(call, "response")
    call.end(body)
    const [response] = await answered
    const chunks: Array<Buffer> = []
    for await (const chunk of response) chunks.push(chunk)
    return { status: response.statusCode, code: JSON.parse(Buffer.concat(chunks).toString()).code }
  }
}

const calls = [
  ["POST", "/api/v1/api-keys", { name: "a successor", environment_slug: "live" }],
  ["POST", "/api/v1/environments", { slug: "late" }],
  ["PATCH", "/api/v1/environments/dev", { description: "late" }],
  ["POST", "/api/v1/webhooks", { url: "https://example.com", events: ["run.failed"] }],
  ["POST", "/api/v1/runs", { input: {} }],
  ["POST", "/api/v1/engines/default/runs", { input: {} }],
  ["POST", "/api/v1/runs", { input: {} }, { "idempotency-key": "once" }]
] as const

/** Begins all calls with the org's key, does something about that key, ends them, and gives what they came to. */
const interrupted = async (
  server: TestServer,
  org: TestOrg,
  act: () => Promise<{ readonly status: number }>
): Promise<ReadonlyArray<object>> => {
  await org.live("POST", "/api/v1/environments", { slug: "dev" })
  const ends = await Promise.all(
    calls.map(([method, path, body, headers]) =>
      begin(server.url, method, path, body, { authorization: `Bearer ${org.key}`, ...headers })
    )
  )
  expect((await act()).status).toBeLessThan(300)
  return Promise.all(ends.map((end) => end()))
}

it("makes no call of a key that was revoked before the body came", async () => {
  await using server = await startTestServer()
  const org = await server.found()
  const [first] = (await org.live("GET", "/api/v1/api-keys")).body.data
  const revoked = await interrupted(server, org, () => org.live("DELETE", `/api/v1/api-keys/${first.id}`))
  expect(revoked).toEqual(calls.map(() => ({ status: 401, code: "unauthorized" })))
})

it("makes no call of an org that was suspended before the body came", async () => {
  await using server = await startTestServer()
  const org = await server.found()
  const suspended = await interrupted(server, org, () =>
    server.operator("PATCH", `/admin/v1/orgs/${org.id}`, { suspended: true })
  )
  expect(suspended).toEqual(calls.map(() => ({ status: 403, code: "org_suspended" })))
})

it("lets a member grant nothing that it was deprived of before the body came", async () => {
  await using server = await startTestServer()
  const org = await server.found()
  const manager = { cookie: await signIn(server, org.id, "ada@example.com") }
  const ask = server.client()
  const grace = { email: "grace@example.com", permissions: ["members:manage", "audit:read"] }
  const { body: member } = await ask("POST", "/api/members", grace, manager)
  const cookie = await signIn(server, org.id, grace.email)
  const end = await begin(
    server.url,
    "POST",
    "/api/members",
    { email: "eve@example.com", permissions: ["audit:read"] },
    { cookie }
  )
  const less = { permissions: ["members:manage"] }
  expect((await ask("PATCH", `/api/members/${member.id}`, less, manager)).status).toBe(200)
  expect(await end()).toEqual({ status: 403, code: "forbidden" })
})
