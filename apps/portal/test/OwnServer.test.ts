import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest"
import { makeFolder, type ServerProcess, startServer } from "../../server/test/ServerProcess.ts"
import { useBrowser } from "./Browser.ts"
import { allPermissions, orgOn, usePortal } from "./Portal.ts"

// What is done to a server here would be felt by the files that share one.
const open = useBrowser(usePortal())
const operatorToken = "an-operator-token-of-more-than-32-characters"
const folder = makeFolder()
let server: ServerProcess
let org: Awaited<ReturnType<typeof orgOn>>

beforeAll(async () => {
  server = await startServer(folder.path, { NEXIO_OPERATOR_TOKEN: operatorToken })
  org = await orgOn(server.url, operatorToken)
})

afterAll(async () => {
  await server?.kill()
  folder[Symbol.dispose]()
})

it("leads whoever's session expired while a form was filled in to the way in, and back to where that was", async () => {
  const page = await open({ baseURL: server.url, session: await org.session(...allPermissions) })
  await page.goto("/members?environment=all")
  await page.getByRole("button", { name: "Add member" }).click()
  await page.getByLabel("E-mail").fill("new@example.com")
  const database = new DatabaseSync(join(folder.path, "nexio.db"))
  database.exec(`update sessions set used_at = used_at - ${13 * 3_600_000}`)
  database.close()
  await page.getByRole("dialog").getByRole("button", { name: "Add member" }).click()
  await page.getByRole("heading", { name: "Sign in to Nexio" }).waitFor()
  expect(new URL(page.url()).searchParams.get("back")).toBe("/members?environment=all")

  await page.goto(`${page.url()}#${await org.token(...allPermissions)}`)
  await page.reload()
  await page.getByRole("button", { name: "Sign in" }).click()
  await page.getByRole("heading", { name: "Members" }).waitFor()
  await page.locator("tr", { hasText: "you" }).waitFor()
  expect(await page.getByText("new@example.com").count()).toBe(0)
})

/** How many runs of environments that are not live are under way at once at most. */
const slots = 128

it("cancels a run whose turn has not come, and tells why one under way cannot be", async () => {
  const hanging = createServer(() => {})
  await new Promise<void>((resolve) => hanging.listen(0, "localhost", resolve))
  onTestFinished(() => {
    hanging.closeAllConnections()
    hanging.close()
  })
  const live = org.client()
  const url = `http://localhost:${(hanging.address() as AddressInfo).port}/`
  await live("POST", "/api/v1/environments", { slug: "dev" })
  await live("POST", "/api/v1/engines", { slug: "hanging", label: "Hanging", engine_type: "planner" })
  const version = { changelog: "The first", executor: { type: "http", url, timeout_ms: 60_000 } }
  await live("POST", "/api/v1/engines/hanging/versions", version)
  const { key } = (await live("POST", "/api/v1/api-keys", { name: "dev", environment_slug: "dev" })).body
  const submit = async (): Promise<string> =>
    (await org.client(key)("POST", "/api/v1/engines/hanging/runs", { input: {} })).body.run_id
  const begun = await submit()
  const page = await open({ baseURL: server.url, session: await org.session(...allPermissions) })
  await page.goto(`/runs/${begun}?environment=dev`)
  await page.locator(".facts").getByText("processing").waitFor()
  const cancel = page.getByRole("button", { name: "Cancel" })
  expect(await cancel.getAttribute("aria-disabled")).toBe("true")
  expect(await page.locator(".reason").textContent()).toMatch(/begun already/)

  await Promise.all(Array.from({ length: slots }, submit))
  await page.goto(`/runs/${await submit()}?environment=dev`)
  await page.locator(".facts").getByText("queued").waitFor()
  await cancel.click()
  await page.locator(".facts").getByText("cancelled").waitFor()
})

// The last, since the server that it starts ends with it.
it("says that the server is gone, keeps what it knows, and goes on by itself once the server is back", async () => {
  await org.client()("POST", "/api/v1/runs", { input: {} })
  const page = await open({ baseURL: server.url, session: await org.session() })
  await page.goto("/runs")
  await page.locator("td .run-id").waitFor()
  await page.getByText("Updates as it happens").waitFor()
  await server.kill()
  await page.getByText("Cannot be updated now").waitFor({ timeout: 20_000 })
  expect(await page.locator("td .run-id").count()).toBe(1)
  // Neither is its code here.
  await page.getByRole("link", { name: "Webhooks" }).click()
  await page.getByRole("heading", { name: "The server is out of reach" }).waitFor()

  const { port } = new URL(server.url)
  server = await startServer(folder.path, { PORT: port, NEXIO_OPERATOR_TOKEN: operatorToken })
  await page.locator(".empty", { hasText: "endpoint" }).waitFor()
})
