import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import type { Page } from "playwright-core"
import { beforeAll, expect, it, onTestFinished } from "vitest"
import { useBrowser } from "./Browser.ts"
import { allPermissions, usePortal } from "./Portal.ts"

const portal = usePortal()
const open = useBrowser(portal)

let dev: string
/** Of the one member that manages the others. */
let session: string

beforeAll(async () => {
  session = await portal.session(...allPermissions)
  const live = portal.client()
  await live("POST", "/api/v1/environments", { slug: "dev" })
  dev = (await live("POST", "/api/v1/api-keys", { name: "first", environment_slug: "dev" })).body.key
})

const openAll = async (path: string): Promise<Page> => {
  const page = await open({ session })
  await page.goto(path)
  return page
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click()

const pressIn = (page: Page, name: string) =>
  page.getByRole("dialog").getByRole("button", { name, exact: true }).click()

const row = (page: Page, text: string) => page.locator("tr", { hasText: text })

/** A receiver that fails until it is told to be well. */
const listen = async () => {
  const state = { status: 500, events: [] as Array<string> }
  const receiver = createServer((request, response) => {
    state.events.push(String(request.headers["x-nexio-event"]))
    response.writeHead(state.status).end()
  })
  await new Promise<void>((resolve) => receiver.listen(0, "localhost", resolve))
  onTestFinished(() => void receiver.close())
  return Object.assign(state, { url: `http://localhost:${(receiver.address() as AddressInfo).port}/hooks` })
}

it("rolls a key that goes on beside the new one, and revokes one from that moment on", async () => {
  const { key } = (await portal.client()("POST", "/api/v1/api-keys", { name: "old", environment_slug: "dev" })).body
  const page = await openAll("/api-keys?environment=dev")
  await row(page, "old").getByRole("button", { name: "Roll" }).click()
  await pressIn(page, "Roll key")
  const text = (await page.getByLabel("the key", { exact: true }).textContent()) ?? ""
  await press(page, "I have kept it")
  const statusOf = async (each: string) => (await portal.client(each)("GET", "/api/v1/me")).status
  expect([await statusOf(key), await statusOf(text)]).toEqual([200, 200])

  await row(page, text.slice(0, text.lastIndexOf("_") + 5))
    .getByRole("button", { name: "Revoke" })
    .click()
  await pressIn(page, "Revoke key")
  await page.getByText("Revoked “old”").waitFor()
  expect([await statusOf(key), await statusOf(text)]).toEqual([200, 401])
})

it("sends a failed delivery anew, and recovers each event that never arrived", async () => {
  const receiver = await listen()
  const hook = { url: receiver.url, events: ["run.completed"] }
  const { id } = (await portal.client(dev)("POST", "/api/v1/webhooks", hook)).body
  const page = await openAll(`/webhooks/${id}?environment=dev`)
  await press(page, "Send test event")
  await page.locator(".facts").getByText("failed").waitFor()
  receiver.status = 200
  await press(page, "Redeliver")
  await page.locator(".facts").getByText("Redelivery of").waitFor()
  await page.locator(".facts").getByText("succeeded").waitFor()

  receiver.status = 500
  await portal.client(dev)("POST", "/api/v1/runs", { input: {} })
  const ended = (status: string, count: number) => {
    const list = () => portal.client(dev)("GET", `/api/v1/webhooks/${id}/deliveries?status=${status}`)
    return expect.poll(async () => (await list()).body.data.length, { timeout: 10_000 }).toBe(count)
  }
  await ended("failed", 2)
  await page.getByRole("link", { name: "Endpoint" }).click()
  await row(page, "run.completed").getByText("failed").waitFor()
  receiver.status = 200
  await press(page, "Recover")
  await page.getByLabel("Since").fill("2020-01-01T00:00")
  await pressIn(page, "Recover")
  await page.getByText("1 event is sent anew").waitFor()
  await ended("succeeded", 2)
  expect(receiver.events.at(-1)).toBe("run.completed")
})

it("rotates a signing secret, and counts down for how long the one before signs along", async () => {
  const hook = { url: "https://example.com/rotated", events: ["run.failed"] }
  const { id, secret } = (await portal.client(dev)("POST", "/api/v1/webhooks", hook)).body
  const page = await openAll(`/webhooks/${id}?environment=dev`)
  await press(page, "Rotate secret")
  await page.getByLabel("The present secret signs along for").selectOption("1 hour")
  await pressIn(page, "Rotate secret")
  const shown = await page.getByLabel("the secret", { exact: true }).textContent()
  expect([shown?.startsWith("whsec_"), shown === secret]).toEqual([true, false])
  await press(page, "I have kept it")
  const left = page.locator(".facts .countdown")
  const first = await left.textContent()
  expect(first).toMatch(/^(1 h 0 min|59 min \d+ s)$/)
  await expect.poll(() => left.textContent(), { timeout: 5_000 }).not.toBe(first)
  expect(await left.textContent()).toMatch(/^59 min/)
})

it("replays a run of Live in an environment, and leads to it there", async () => {
  const live = portal.client()
  const { run_id: id } = (await live("POST", "/api/v1/runs", { input: { sku: "A-1" } })).body
  const page = await openAll(`/runs/${id}`)
  await press(page, "Replay…")
  await pressIn(page, "Replay in dev")
  await page.getByText("Not live: dev").waitFor()
  await page.locator(".facts").getByText("Replay of").waitFor()
  const made = new URL(page.url()).pathname.split("/").at(-1)
  const { body } = await portal.client(dev)("GET", `/api/v1/runs/${made}`)
  expect([body.replay_of, body.input]).toEqual([id, { sku: "A-1" }])
})

it("clones endpoints, inactive, and shows each one's new secret once", async () => {
  const url = "https://example.com/of-live"
  await portal.client()("POST", "/api/v1/webhooks", { url, events: ["run.failed"] })
  const page = await openAll("/environments/dev")
  await press(page, "Clone into it")
  await pressIn(page, "Clone")
  const secret = (await page.getByLabel(`the secret of ${url}`, { exact: true }).textContent()) ?? ""
  expect(secret).toMatch(/^whsec_/)
  await press(page, "I have kept them")
  expect(await page.content()).not.toContain(secret)
  const { data } = (await portal.client(dev)("GET", "/api/v1/webhooks")).body
  expect(data.find((each: { url: string }) => each.url === url)).toMatchObject({ active: false, environment: "dev" })
})

it("releases a version of an engine, which is the current one from then on", async () => {
  const page = await openAll("/engines/default")
  await press(page, "Release version")
  await page.getByLabel("What changed").fill("Told twice")
  await page.getByLabel("Executed by").selectOption("echo")
  await pressIn(page, "Release")
  await page.getByText("Released 1.1").waitFor()
  await row(page, "Told twice").getByText("1.1").waitFor()
  expect((await portal.client()("GET", "/api/v1/engines/default")).body.current_version).toBe("1.1")
})

it("adds a member, changes what they may do, removes them, and refuses to be left without who manages them", async () => {
  const page = await openAll("/members")
  await press(page, "Add member")
  await page.getByLabel("E-mail").fill("new@example.com")
  await pressIn(page, "Add member")
  await page.getByText("Added new@example.com").waitFor()
  await row(page, "new@example.com").getByText("runs:write, webhooks:manage").waitFor()

  await row(page, "new@example.com").getByRole("button", { name: "Change" }).click()
  await page.getByLabel("Read and verify the audit log").check()
  await pressIn(page, "Save")
  await row(page, "new@example.com").getByText("audit:read").waitFor()

  const removed = async (email: string) => {
    await row(page, email).getByRole("button", { name: "Remove" }).click()
    await pressIn(page, "Remove member")
  }
  await removed("new@example.com")
  await row(page, "new@example.com").waitFor({ state: "detached" })

  await removed("you")
  await page.getByRole("dialog").getByRole("alert").waitFor()
  expect(await page.getByRole("dialog").getByRole("alert").textContent()).toMatch(/manage/)
})
