import type { Page } from "playwright-core"
import { beforeAll, expect, it } from "vitest"
import { inTabs, useBrowser } from "./Browser.ts"
import { allPermissions, usePortal } from "./Portal.ts"

const portal = usePortal()
const open = useBrowser(portal)

const known: { run: string; webhook: string } = { run: "", webhook: "" }

beforeAll(async () => {
  const live = portal.client()
  known.run = (await live("POST", "/api/v1/runs", { input: {} })).body.run_id
  const url = "https://example.com/hooks"
  known.webhook = (await live("POST", "/api/v1/webhooks", { url, events: ["run.completed"] })).body.id
})

/** Pages that show what is in an environment, with the controls on each that would change something. */
const scoped = (): ReadonlyArray<readonly [path: string, controls: ReadonlyArray<string>]> => [
  ["/runs", []],
  [`/runs/${known.run}`, ["Replay…"]],
  ["/webhooks", ["Add endpoint"]],
  [`/webhooks/${known.webhook}`, ["Edit", "Rotate secret", "Recover", "Delete", "Send test event"]],
  ["/api-keys", ["Create key", "Roll", "Revoke"]],
  ["/run-tester", ["Run"]],
  ["/usage", []],
  ["/metrics", []]
]

const ofOrg: ReadonlyArray<readonly [path: string, controls: ReadonlyArray<string>]> = [
  ["/environments", ["Create environment", "Edit", "Delete"]],
  ["/engines", ["Create engine"]],
  ["/engines/default", ["Rotate secret", "Release version"]],
  ["/members", ["Add member"]]
]

/** A tab that tells what would change something, and fails the request. */
const openUnchanging = async (session: string, sent: Array<string>): Promise<Page> => {
  const page = await open({ session })
  await page.route("**/api/**", (route) => {
    const request = route.request()
    if (request.method() === "GET") return route.continue()
    sent.push(`${request.method()} ${request.url()}`)
    return route.abort()
  })
  return page
}

/** Tries each control, by mouse and keyboard: it has the focus, says why it does nothing, and opens nothing. */
const refusesAll = async (page: Page, path: string, controls: ReadonlyArray<string>, reason: RegExp) => {
  await page.goto(path)
  await page.locator("h1").waitFor()
  for (const name of controls) {
    const control = page.locator("main").getByRole("button", { name, exact: true }).first()
    await control.waitFor()
    expect([path, name, await control.getAttribute("aria-disabled")]).toEqual([path, name, "true"])
    const described = await control.evaluate(
      (button) => document.getElementById(button.getAttribute("aria-describedby") ?? "")?.textContent
    )
    expect([name, described]).toEqual([name, expect.stringMatching(reason)])
    await control.focus()
    await page.keyboard.press("Enter")
    // A person can press what a program would wait for.
    await control.click({ force: true })
    expect([name, await page.getByRole("dialog").count()]).toEqual([name, 0])
  }
  // No other button opens anything that changes something.
  const enabled = await page.locator("main button:not([aria-disabled=true])").allInnerTexts()
  expect(enabled.filter((text) => /create|add|delete|revoke|roll|rotate|edit|replay|cancel|test/i.test(text))).toEqual(
    []
  )
}

it("offers nothing under All that changes what is looked at, and says why", async () => {
  const session = await portal.session(...allPermissions)
  const sent: Array<string> = []
  await inTabs(
    () => openUnchanging(session, sent),
    scoped(),
    (page, [path, controls]) => refusesAll(page, `${path}?environment=all`, controls, /read-only/)
  )
  expect(sent).toEqual([])
})

it("lets a new environment be made under All, since that changes the org", async () => {
  const page = await open({ session: await portal.session(...allPermissions) })
  await page.goto("/runs?environment=all")
  await page.getByRole("button", { name: "Environment: All" }).click()
  await page.getByRole("menuitem", { name: "Create environment" }).click()
  await page.getByLabel("Slug").fill("from_all")
  await page.getByRole("button", { name: "Create", exact: true }).click()
  await page.getByRole("heading", { name: "“from_all” is ready" }).waitFor()
})

/** To see keys takes the permission already, and live's own deletion is refused for another reason. */
const ofViewer: Readonly<Record<string, ReadonlyArray<string>>> = {
  "/api-keys": ["Create key"],
  "/environments": ["Create environment", "Edit"],
  "/run-tester": ["Run in Live"]
}

it("lets a viewer change nothing, and says which permission it would take", async () => {
  const session = await portal.session()
  const sent: Array<string> = []
  await inTabs(
    () => openUnchanging(session, sent),
    [...scoped(), ...ofOrg],
    (page, [path, controls]) => refusesAll(page, path, ofViewer[path] ?? controls, /permission|permanent|inactive/)
  )
  expect(sent).toEqual([])
})
