import { mkdirSync } from "node:fs"
import { join } from "node:path"
import type { Locator, Page } from "playwright-core"
import { beforeAll, expect, it } from "vitest"
import { faultsOf } from "./Accessible.ts"
import { inTabs, useBrowser } from "./Browser.ts"
import { allPermissions, usePortal } from "./Portal.ts"

const portal = usePortal()
const open = useBrowser(portal)

/** `NEXIO_SCREENSHOTS=1` has each page looked at, in a folder that no commit takes. */
const screenshots = join(import.meta.dirname, "../screenshots")
const photographed = process.env["NEXIO_SCREENSHOTS"] === "1"

const known = { run: "", webhook: "", delivery: "" }

beforeAll(async () => {
  if (photographed) mkdirSync(screenshots, { recursive: true })
  const live = portal.client()
  const description = "For the developers, with the same endpoints as live and last night's catalogue"
  await live("POST", "/api/v1/environments", { slug: "dev", description })
  await live("POST", "/api/v1/environments", { slug: "of_sixteen_chars" })
  await live("POST", "/api/v1/api-keys", { name: "long-named-integration", environment_slug: "of_sixteen_chars" })
  const url = "https://example.com/of-live/with-a-long-path/and-a-query?source=nexio&region=eu-central-1"
  await live("POST", "/api/v1/webhooks", { url, events: ["run.completed"] })
  const { key } = (await live("POST", "/api/v1/api-keys", { name: "checkout", environment_slug: "dev" })).body
  const dev = portal.client(key)
  const hook = { url: `${portal.url}/hooks`, events: ["run.completed"], description: "Orders" }
  known.webhook = (await dev("POST", "/api/v1/webhooks", { ...hook, url: "https://example.invalid/hooks" })).body.id
  for (let nth = 0; nth < 12; nth++)
    known.run = (await dev("POST", "/api/v1/runs", { input: { sku: `A-${nth}`, options: { gift: true } } })).body.run_id
  known.delivery = (await dev("POST", `/api/v1/webhooks/${known.webhook}/test`, {})).body.id
})

const pages = (): Readonly<Record<string, string>> => ({
  runs: "/runs?environment=dev",
  "runs-empty": "/runs",
  "runs-all": "/runs?environment=all",
  run: `/runs/${known.run}?environment=dev`,
  metrics: "/metrics?environment=dev",
  usage: "/usage?environment=all",
  webhooks: "/webhooks?environment=dev",
  webhook: `/webhooks/${known.webhook}?environment=dev`,
  delivery: `/webhooks/${known.webhook}/deliveries/${known.delivery}?environment=dev`,
  "api-keys": "/api-keys?environment=dev",
  "api-keys-all": "/api-keys?environment=all",
  "run-tester": "/run-tester?environment=dev",
  environments: "/environments",
  environment: "/environments/dev",
  engines: "/engines",
  engine: "/engines/default",
  "audit-log": "/audit-log",
  members: "/members",
  unknown: "/runs?environment=nope",
  nowhere: "/nowhere"
})

const themes = ["light", "dark"] as const

it("shows each page so that everybody can use it, in both themes and on a phone", async () => {
  const session = await portal.session(...allPermissions)
  const faults: Array<string> = []
  const look = async (page: Page, name: string, path: string) => {
    const photograph = (as: string) =>
      photographed && page.screenshot({ path: join(screenshots, `${name}-${as}.png`), fullPage: true })
    await page.setViewportSize({ width: 1280, height: 860 })
    await page.goto(path)
    await page.locator("h1, h2").first().waitFor()
    await page.waitForFunction(() => document.querySelector("[role=status]") === null)
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme })
      await page.evaluate(() =>
        Promise.all(document.getAnimations().map((one) => one instanceof CSSTransition && one.finished))
      )
      await photograph(colorScheme)
      // Between the themes nothing differs but colours.
      const rule = colorScheme === "dark" ? "color-contrast" : undefined
      for (const fault of await faultsOf(page, rule)) faults.push(`${name}, ${colorScheme}: ${fault}`)
    }
    await page.setViewportSize({ width: 360, height: 780 })
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    if (width > 360) faults.push(`${name} is ${width} wide on a screen of 360`)
    await photograph("phone")
  }
  await inTabs(
    () => open({ session }),
    Object.entries(pages()),
    (page, [name, path]) => look(page, name, path)
  )
  expect(faults).toEqual([])
})

it("tells what it tells on hover within the screen", async () => {
  const page = await open({ session: await portal.session(...allPermissions), reducedMotion: "reduce" })
  const beyond = async (name: string) => {
    const box = await page.locator(".utc:visible, .reason:visible").first().boundingBox()
    const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth)
    const { width } = page.viewportSize()!
    const within = box !== null && box.x >= 0 && box.x + box.width <= width && scrollWidth === width
    return within ? [] : [`${name} at ${width}: ${JSON.stringify(box)}, ${scrollWidth} wide`]
  }
  const colour = (of: Locator) =>
    of.evaluate((each) => getComputedStyle(each.querySelector("button") ?? each).backgroundColor)
  const found: Array<string> = []
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 780 })
    for (const [name, of] of [
      ["delivery", ".time"],
      ["api-keys-all", ".reasoned"]
    ] as const) {
      await page.goto(pages()[name]!)
      await page.locator(of).first().waitFor()
      const all = page.locator(`${of}:visible`)
      for (const each of [all.first(), all.last()]) {
        await page.mouse.move(0, 0)
        const before = await colour(each)
        await each.hover({ force: true })
        found.push(...(await beyond(name)))
        // What cannot be pressed does not look as if it could.
        if ((await colour(each)) !== before) found.push(`${name} at ${width}: another colour`)
      }
    }
  }
  expect(found).toEqual([])
})

it("goes on to the next hour of a report that stays in sight", async () => {
  const page = await open({ session: await portal.session() })
  await page.clock.install()
  const asked = (of: Date) =>
    page.waitForRequest((request) => new URL(request.url()).searchParams.get("to") === of.toISOString())
  const hour = 3_600_000
  const end = new Date((Math.floor(Date.now() / hour) + 1) * hour)
  await Promise.all([asked(end), page.goto("/metrics?range=24h")])
  await page.locator(".chart").first().waitFor()
  await Promise.all([asked(new Date(end.getTime() + hour)), page.clock.fastForward(hour)])
})

it("draws charts anew in the colours of a theme that is chosen while they are in sight", async () => {
  const drawn = (page: Page) =>
    page
      .locator(".chart canvas")
      .first()
      .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
  const page = await open({ session: await portal.session(), colorScheme: "light" })
  await page.goto("/usage?environment=dev&range=last-month")
  const light = await drawn(page)
  await page.emulateMedia({ colorScheme: "dark" })
  await expect.poll(() => drawn(page), { timeout: 10_000 }).not.toBe(light)
  const dark = await drawn(page)
  await page.reload()
  expect(await drawn(page)).toBe(dark)
})

it("stacks what each environment used, under All, in the order of their table", async () => {
  const page = await open({ session: await portal.session() })
  await page.goto("/usage?environment=all")
  const chart = page.locator(".chart", { hasText: "Runs submitted" })
  await chart.locator("canvas").waitFor()
  const named = await page.getByRole("table", { name: "Usage by environment" }).locator(".environment").allInnerTexts()
  expect(named.length).toBeGreaterThan(1)
  expect(await chart.locator(".chart-legend li").allInnerTexts()).toEqual(named)
  await page.goto("/usage?environment=dev")
  await page.locator(".chart canvas").waitFor()
  expect(await page.locator(".chart").count()).toBe(1)
})

it("can be gone through by the keyboard alone", async () => {
  const page = await open({ session: await portal.session(...allPermissions) })
  await page.goto("/runs?environment=dev")
  await page.getByRole("heading", { name: "Runs", exact: true }).waitFor()
  await page.locator("td .run-id").first().waitFor()
  await page.keyboard.press("Tab")
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to content")
  for (const [letter, title] of [
    ["w", "Webhooks"],
    ["e", "Environments"],
    ["m", "Metrics"],
    ["r", "Runs"]
  ] as const) {
    await page.keyboard.press("g")
    await page.keyboard.press(letter)
    await page.getByRole("heading", { level: 1, name: title }).waitFor()
  }
  await page.keyboard.press("Control+k")
  await page.locator("[role=combobox]:focus").waitFor()
  await page.keyboard.type("environment: all")
  await page.keyboard.press("Enter")
  await page.getByRole("button", { name: "Environment: All" }).waitFor()

  // No hand is as quick as the frame in which the focus goes back to where it was.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
  await page.keyboard.press("?")
  await page.locator("[role=combobox]:focus").waitFor()
  await page.keyboard.type("create env")
  await page.keyboard.press("Enter")
  await page.locator("[role=dialog] input:focus").waitFor()
  await page.keyboard.type("by_keys")
  await page.keyboard.press("Enter")
  await page.getByLabel("Name").waitFor()
  await page.locator("[role=dialog] input:focus").waitFor()
  await page.keyboard.type("mine")
  await page.keyboard.press("Enter")
  await page.getByRole("heading", { name: "The key of “by_keys”" }).waitFor()
  // What is shown once is not lost by a slip.
  await page.getByRole("button", { name: "Copy the key" }).and(page.locator(":focus")).waitFor()
  await page.keyboard.press("Escape")
  expect(await page.getByRole("dialog").count()).toBe(1)
  await page.getByRole("button", { name: "I have kept it" }).press("Enter")
  await page.getByText("Not live: by_keys").waitFor()
})
