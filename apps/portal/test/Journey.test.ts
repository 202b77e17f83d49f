import { execFile } from "node:child_process"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { promisify } from "node:util"
import type { Page } from "playwright-core"
import { expect, it, onTestFinished } from "vitest"
import { useBrowser } from "./Browser.ts"
import { usePortal } from "./Portal.ts"

const portal = usePortal()
const open = useBrowser(portal)

/** The ids of the runs that are listed. */
const listed = async (page: Page): Promise<ReadonlyArray<string>> => {
  await page.getByRole("heading", { name: "Runs", exact: true }).waitFor()
  await page.locator("table, .empty").first().waitFor()
  return page.locator("td .run-id").allInnerTexts()
}

const choose = async (page: Page, environment: string) => {
  await page.getByRole("button", { name: /^Environment: / }).click()
  await page.getByRole("menuitemradio", { name: environment }).click()
  await page.getByRole("button", { name: `Environment: ${environment}` }).waitFor()
}

it("leads from the first link to an environment, its key, and a run that is seen there and not under Live", async () => {
  const page = await open()
  await page.goto(portal.firstLink)
  await page.getByRole("button", { name: "Sign in" }).click()
  expect(await listed(page)).toEqual([])
  expect(new URL(page.url()).search).toBe("")

  await page.getByRole("button", { name: "Environment: Live" }).click()
  await page.getByRole("menuitem", { name: "Create environment" }).click()
  for (const [slug, fault] of [
    ["Dev", /lowercase/],
    ["admin", /reserved/],
    ["live", /reserved/]
  ] as const) {
    await page.getByLabel("Slug").fill(slug)
    expect(await page.locator(".fault", { hasText: fault }).isVisible()).toBe(true)
  }
  await page.getByLabel("Slug").fill("dev")
  expect(await page.getByText("5 of 5 left").isVisible()).toBe(true)
  await page.getByRole("button", { name: "Create", exact: true }).click()
  await page.getByLabel("Name").fill("checkout")
  await page.getByRole("button", { name: "Create key" }).click()

  const key = await page.getByLabel("the key", { exact: true }).textContent()
  expect(key).toMatch(/^nx_dev_[0-9a-f]{64}$/)
  const line = await page.getByLabel("the curl line", { exact: true }).textContent()
  const { stdout } = await promisify(execFile)("bash", ["-c", `${line?.trim()} -sf`])
  const { run_id: id } = JSON.parse(stdout)
  await page.getByRole("button", { name: "I have kept it" }).click()

  await page.getByText("Not live: dev").waitFor()
  expect(new URL(page.url()).search).toBe("?environment=dev")
  await page.getByText(id).waitFor()
  expect(await listed(page)).toEqual([id])
  expect(await page.content()).not.toContain(key)

  await choose(page, "Live")
  expect(new URL(page.url()).search).toBe("")
  expect(await listed(page)).toEqual([])
  await choose(page, "All")
  await page.getByText(id).waitFor()
  expect(await listed(page)).toEqual([id])
})

it("keeps the environment through links and a reload, and shows it to whoever gets the address", async () => {
  await portal.client()("POST", "/api/v1/environments", { slug: "2024" })
  const session = await portal.session()
  const page = await open({ session })
  await page.goto("/runs?environment=2024")
  for (const name of ["Webhooks", "Metrics", "API keys", "Engines", "Runs"]) {
    await page.getByRole("link", { name }).click()
    await page.getByRole("heading", { level: 1, name }).waitFor()
    expect(new URL(page.url()).search).toBe("?environment=2024")
  }
  await page.reload()
  await page.getByText("Not live: 2024").waitFor()
  const other = await open({ session })
  await other.goto(page.url())
  await other.getByText("Not live: 2024").waitFor()
})

it("says that an environment is unknown, shows nothing in its place, and offers Live", async () => {
  const page = await open({ session: await portal.session() })
  await page.goto("/runs?environment=nope")
  await page.getByRole("heading", { name: "There is no environment “nope”" }).waitFor()
  expect(await page.locator("table").count()).toBe(0)
  await page.getByRole("link", { name: "Go to Live" }).click()
  await page.getByRole("button", { name: "Environment: Live" }).waitFor()
  expect(new URL(page.url()).search).toBe("")
})

it("leads whoever's session ended in the middle to the way in, and back to where one was", async () => {
  const page = await open({ session: await portal.session() })
  await page.goto("/usage?environment=all")
  await page.getByRole("heading", { name: "Usage" }).waitFor()
  await page.context().clearCookies()
  await page.getByRole("link", { name: "Webhooks" }).click()
  await page.getByRole("heading", { name: "Sign in to Nexio" }).waitFor()
  expect(new URL(page.url()).searchParams.get("back")).toBe("/webhooks?environment=all")

  const token = await portal.token()
  await page.goto(`${page.url()}#${token}`)
  await page.reload()
  await page.getByRole("button", { name: "Sign in" }).click()
  await page.getByRole("heading", { name: "Webhooks" }).waitFor()
  expect(new URL(page.url()).search).toBe("?environment=all")
})

it("shows a run as it happens, without a reload", async () => {
  const page = await open({ session: await portal.session() })
  await page.goto("/runs")
  await page.getByText("Updates as it happens").waitFor()
  // The first could have come with what is asked for as the stream opens.
  for (let nth = 0; nth < 2; nth++) {
    const id = (await portal.client()("POST", "/api/v1/runs", { input: {} })).body.run_id
    await page.locator("tr", { hasText: id }).getByText("completed").waitFor()
  }
})

it("sends a test event, and shows it on its way until it has arrived", async () => {
  const received: Array<string> = []
  const receiver = createServer((request, response) => {
    received.push(String(request.headers["x-nexio-event"]))
    response.end("<b>thanks</b>")
  })
  await new Promise<void>((resolve) => receiver.listen(0, "localhost", resolve))
  onTestFinished(() => void receiver.close())
  const page = await open({ session: await portal.session("webhooks:manage") })
  await page.goto("/webhooks")
  await page.getByRole("button", { name: "Add endpoint" }).first().click()
  // What is wrong stands at its field, and nowhere else.
  await page.getByLabel("URL").fill("http://192.0.2.1/hooks")
  await page.getByRole("dialog").getByRole("button", { name: "Add endpoint" }).click()
  await page.locator(".fault", { hasText: "https" }).waitFor()
  expect(await page.getByRole("alert").count()).toBe(0)
  await page.getByLabel("URL").fill(`http://localhost:${(receiver.address() as AddressInfo).port}/hooks`)
  await page.getByRole("dialog").getByRole("button", { name: "Add endpoint" }).click()
  expect(await page.getByLabel("the secret", { exact: true }).textContent()).toMatch(/^whsec_/)
  await page.getByRole("button", { name: "I have kept it" }).click()
  await page.locator("a.url").click()
  await page.getByRole("button", { name: "Send test event" }).click()
  await page.locator(".facts").getByText("succeeded").waitFor()
  expect(received).toEqual(["webhook.test"])
  // What it answered is text.
  expect(await page.locator(".answer").textContent()).toBe("<b>thanks</b>")

  // Of a run its own page tells who was told.
  const run = (await portal.client()("POST", "/api/v1/runs", { input: {} })).body.run_id
  await page.goto(`/runs/${run}`)
  await page.getByRole("link", { name: /^run\.completed, delivery/ }).click()
  await page.locator(".facts").getByText("succeeded").waitFor()
  expect(received).toEqual(["webhook.test", "run.completed"])
})

it("makes a key that may only what is ticked, until the end that is given, and lists both", async () => {
  const page = await open({ session: await portal.session("api_keys:manage", "runs:write") })
  await page.goto("/api-keys")
  await page.getByRole("button", { name: "Create key" }).first().click()
  const form = page.getByRole("dialog")
  await form.getByLabel("Name").fill("nightly")
  // Nobody grants what it lacks.
  expect(await form.getByLabel("Change webhook endpoints and send anew").isDisabled()).toBe(true)
  await form.getByLabel("See, create, roll and revoke API keys").check()
  await form.getByLabel("Submit, replay and cancel runs").uncheck()
  await form.getByLabel("Ends (optional)").fill("2099-03-22T09:31")
  await form.getByRole("button", { name: "Create key" }).click()
  await page.getByRole("button", { name: "I have kept it" }).click()
  const row = page.locator("tr", { hasText: "nightly" })
  await row.getByText("api_keys:manage").waitFor()
  const { data } = (await portal.client()("GET", "/api/v1/api-keys")).body
  const { expires_at, permissions } = data.find(({ name }: { name: string }) => name === "nightly")
  expect(permissions).toEqual(["api_keys:manage"])
  expect(await row.locator(`time[datetime="${expires_at}"]`).count()).toBe(1)
})

it("leads to what a deleted environment was, by its id", async () => {
  const live = portal.client()
  const { id } = (await live("POST", "/api/v1/environments", { slug: "gone" })).body
  const minted = (await live("POST", "/api/v1/api-keys", { name: "gone", environment_slug: "gone" })).body
  const run = (await portal.client(minted.key)("POST", "/api/v1/runs", { input: {} })).body.run_id
  await live("DELETE", "/api/v1/environments/gone")
  const page = await open({ session: await portal.session() })
  await page.goto("/runs")
  await page.getByRole("button", { name: "Environment: Live" }).click()
  await page.getByRole("menuitem", { name: "Deleted…" }).click()
  await page.getByRole("menuitemradio", { name: "gone" }).click()
  await page.getByText(run).waitFor()
  await page.getByText("Deleted: gone, read-only").waitFor()
  expect(new URL(page.url()).search).toBe(`?environment=${id}`)
})
