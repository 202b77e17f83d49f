import { expect, it } from "vitest"
import { startTestServer } from "./TestServer.ts"

const most = 5

const start = (variables: Readonly<Record<string, string>> = {}) =>
  startTestServer(variables, undefined, undefined, undefined, undefined, { unauthorizedPerMinute: most })

const wrong = `nx_live_${"0".repeat(64)}`

/** Asks until it is throttled, which is after {@link most} 401s, or twice that where a minute ends meanwhile. */
const exhaust = async (ask: () => Promise<{ readonly status: number }>): Promise<ReadonlyArray<number>> => {
  const statuses: Array<number> = []
  while (statuses.at(-1) !== 429 && statuses.length < 3 * most) statuses.push((await ask()).status)
  return statuses
}

const unauthorized = (statuses: ReadonlyArray<number>): number => {
  expect(new Set(statuses)).toEqual(new Set([401, 429]))
  expect(statuses.at(-1)).toBe(429)
  return statuses.length - 1
}

it("answers an address so many 401s in a minute and then 429s, on both faces, and a right key as ever", async () => {
  await using server = await start()
  const { live } = await server.found()
  const calls = [
    () => server.client()("GET", "/api/v1/me"),
    () => server.client("no key")("GET", "/api/v1/me"),
    () => server.client(wrong)("POST", "/api/v1/runs", { input: {} }),
    () => server.client("no token")("GET", "/admin/v1/orgs")
  ]
  let nth = 0
  const answered = unauthorized(await exhaust(() => calls[nth++ % calls.length]!()))
  expect(answered).toBeGreaterThanOrEqual(most)
  expect(answered).toBeLessThanOrEqual(2 * most)
  for (const call of calls) {
    const refused = await call()
    if (refused.status === 401) continue
    expect([refused.status, refused.body.code]).toEqual([429, "rate_limited"])
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThanOrEqual(1)
    expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(60)
    expect(refused.headers.get("www-authenticate")).toBeNull()
  }
  expect((await live("GET", "/api/v1/me")).status).toBe(200)
  expect((await live("POST", "/api/v1/runs", { input: {} })).status).toBe(202)
  expect((await server.operator("GET", "/admin/v1/orgs")).status).toBe(200)
  expect((await server.client()("GET", "/api/v1/nothing")).status).toBe(404)
})

it("takes nobody's word for the address, so that a caller cannot be many", async () => {
  await using server = await start()
  let nth = 0
  const ask = () => server.client()("GET", "/api/v1/me", undefined, { "x-forwarded-for": `192.0.2.${++nth}` })
  unauthorized(await exhaust(ask))
})

it("throttles each of those whom a trusted proxy names by itself", async () => {
  await using server = await start({ NEXIO_TRUST_PROXY: "loopback" })
  const from = (address: string) => () =>
    server.client()("GET", "/api/v1/me", undefined, { "x-forwarded-for": `198.51.100.7, ${address}` })
  unauthorized(await exhaust(from("192.0.2.1")))
  expect((await from("192.0.2.2")()).status).toBe(401)
  expect((await from("2001:db8::1")()).status).toBe(401)
})

it("writes down in the audit log from which address a change came", async () => {
  await using server = await start({ NEXIO_TRUST_PROXY: "loopback" })
  const { id, live } = await server.found()
  const through = { "x-forwarded-for": "192.0.2.9" }
  await live("POST", "/api/v1/environments", { slug: "dev" }, through)
  await server.operator("PATCH", `/admin/v1/orgs/${id}`, { name: "Other" })
  const { body } = await live("GET", "/api/v1/audit-log")
  expect(body.data.slice(0, 2).map(({ address }: { address?: string }) => address)).toEqual(["127.0.0.1", "192.0.2.9"])
})
