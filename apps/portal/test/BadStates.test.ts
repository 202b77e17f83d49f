import type { Page } from "playwright-core"
import { beforeAll, expect, it } from "vitest"
import { useBrowser } from "./Browser.ts"
import { allPermissions, usePortal } from "./Portal.ts"

const portal = usePortal()
const open = useBrowser(portal)

beforeAll(async () => {
  for (const slug of ["dev", "qa"]) await portal.client()("POST", "/api/v1/environments", { slug })
})

const keyOf = async (environment_slug: string): Promise<string> =>
  (await portal.client()("POST", "/api/v1/api-keys", { name: "of a test", environment_slug })).body.key

const submit = async (key: string): Promise<string> =>
  (await portal.client(key)("POST", "/api/v1/runs", { input: {} })).body.run_id

/** Keeps a call from its answer until it is let go. */
const hold = async (page: Page, path: string) => {
  const release = Promise.withResolvers<void>()
  let calls = 0
  await page.route(path, async (route) => {
    calls++
    await release.promise
    await route.continue()
  })
  return { release: release.resolve, calls: () => calls }
}

it("shows where content will be while the network is slow, and sends a form once however often it is pressed", async () => {
  const page = await open({ session: await portal.session(...allPermissions) })
  const list = await hold(page, "**/api/webhooks?*")
  await page.goto("/webhooks?environment=dev")
  await page.locator(".skeleton-rows").waitFor()
  expect(await page.getByRole("heading", { name: "Webhooks" }).isVisible()).toBe(true)
  list.release()
  await page.getByText("Add endpoint").first().waitFor()
  await page.locator(".empty").waitFor()

  await page.goto("/environments")
  await page.getByRole("button", { name: "Create environment" }).click()
  await page.getByLabel("Slug").fill("slowly")
  const making = await hold(page, "**/api/environments")
  const create = page.getByRole("button", { name: "Create", exact: true })
  for (let nth = 0; nth < 3; nth++) await create.click({ force: true })
  await page.getByLabel("Slug").press("Enter")
  expect(await create.getAttribute("aria-busy")).toBe("true")
  expect(making.calls()).toBe(1)
  making.release()
  await page.getByRole("heading", { name: "“slowly” is ready" }).waitFor()
})

it("says at the field that a slug was taken in another tab meanwhile, and takes another one", async () => {
  const page = await open({ session: await portal.session(...allPermissions) })
  await page.goto("/environments")
  await page.getByRole("button", { name: "Create environment" }).click()
  await page.getByLabel("Slug").fill("raced")
  await portal.client()("POST", "/api/v1/environments", { slug: "raced" })
  await page.getByRole("button", { name: "Create", exact: true }).click()
  await page.locator(".fault", { hasText: "raced" }).waitFor()
  await page.getByLabel("Slug").fill("raced_2")
  await page.getByRole("button", { name: "Create", exact: true }).click()
  await page.getByRole("heading", { name: "“raced_2” is ready" }).waitFor()
})

it("waits as long as a server asks that is too busy, each time it asks, and then goes on by itself", async () => {
  const page = await open({ session: await portal.session() })
  const asked: Array<number> = []
  await page.route("**/api/webhooks?*", (route) => {
    asked.push(performance.now())
    if (asked.length > 2) return route.continue()
    return route.fulfill({
      status: 429,
      headers: { "retry-after": "1" },
      json: { code: "rate_limited", message: "Too many calls. Try again later.", request_id: "r" }
    })
  })
  await page.goto("/webhooks?environment=qa")
  await page.getByText("Too many calls").waitFor()
  await page.getByRole("button", { name: "Trying again in 1 s" }).waitFor()
  await page.locator(".empty").waitFor()
  const [first, second, third] = asked
  expect([asked.length, second! - first! > 900, third! - second! > 900]).toEqual([3, true, true])
})

it("never mixes two tabs that look at two environments", async () => {
  const page = await open({ session: await portal.session() })
  const other = await page.context().newPage()
  await page.goto("/runs?environment=dev")
  await other.goto("/runs?environment=qa")
  const ids = [await submit(await keyOf("dev")), await submit(await keyOf("qa"))]
  const listed = async (tab: Page) => {
    await tab.locator("td .run-id").first().waitFor()
    return tab.locator("td .run-id").allInnerTexts()
  }
  expect([await listed(page), await listed(other)]).toEqual([[ids[0]], [ids[1]]])
  await other.getByRole("link", { name: "Webhooks" }).click()
  await other.getByRole("heading", { name: "Webhooks" }).waitFor()
  await Promise.all([page.reload(), other.reload()])
  await page.getByText("Not live: dev").waitFor()
  await other.getByText("Not live: qa").waitFor()
  expect(await listed(page)).toEqual([ids[0]])
})
