import { Duration } from "effect"
import { expect, it } from "vitest"
import { startTestServer, type TestOrg } from "./TestServer.ts"
import { until } from "./Until.ts"

const lastUsedAt = async ({ live }: Pick<TestOrg, "live">): Promise<string | undefined> =>
  (await live("GET", "/api/v1/api-keys")).body.data[0].last_used_at

it("shows when a key was last used, a period later, and moves it on with each", async () => {
  await using server = await startTestServer({}, undefined, {}, {}, Duration.millis(20))
  const org = await server.found()
  const before = new Date().toISOString()
  await until(async () => (await lastUsedAt(org)) !== undefined)
  const first = (await lastUsedAt(org))!
  expect(first >= before).toBe(true)
  await until(async () => (await lastUsedAt(org))! > first)
})

it("writes when keys were last used as the server stops, also of plain submissions", async () => {
  const server = await startTestServer()
  const org = await server.found()
  const { body } = await org.live("POST", "/api/v1/api-keys", { name: "Submits", environment_slug: "live" })
  expect((await server.client(body.key)("POST", "/api/v1/runs", { input: {} })).status).toBe(202)
  expect(await lastUsedAt(org)).toBeUndefined()
  await using again = await server.restart()
  expect(await lastUsedAt({ live: again.client(org.key) })).toMatch(/^\d{4}-/)
})
