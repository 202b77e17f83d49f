/** Pages in the real browser that all files share. */
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core"
import { afterAll, beforeAll, inject, onTestFinished } from "vitest"
import type { Portal } from "./Portal.ts"

interface Options extends BrowserContextOptions {
  /** Another server than the shared one. */
  readonly baseURL?: string
  /** The value of the session's cookie; without one nobody is signed in. */
  readonly session?: string
}

/** Opens pages of a portal, each in a context of its own, whose errors, of the security policy too, fail the test. */
export const useBrowser = (portal: Portal): ((options?: Options) => Promise<Page>) => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.connect(inject("browser"))
  })
  afterAll(() => browser?.close())
  return async ({ baseURL = portal.url, session, ...options } = {}) => {
    // What Chromium tells for the language of a machine that has none is no language.
    const context = await browser.newContext({ baseURL, locale: "en-US", ...options })
    context.setDefaultTimeout(10_000)
    if (session !== undefined) await context.addCookies([{ name: "wos-session", value: session, url: baseURL }])
    const page = await context.newPage()
    const errors: Array<string> = []
    page.on("pageerror", (error) => errors.push(error.message))
    page.on("console", (message) => {
      if (message.type() === "error" && /policy|React/i.test(message.text())) errors.push(message.text())
    })
    onTestFinished(async () => {
      await context.close()
      if (errors.length > 0) throw new Error(`The page had errors:\n${errors.join("\n")}`)
    })
    return page
  }
}

/** Visits them all, in two tabs at once, since each has a process of its own. */
export const inTabs = async <Item>(
  openTab: () => Promise<Page>,
  items: ReadonlyArray<Item>,
  visit: (page: Page, item: Item) => Promise<void>
): Promise<void> => {
  const left = items.values()
  const tab = async () => {
    const page = await openTab()
    for (const item of left) await visit(page, item)
  }
  await Promise.all([tab(), tab()])
}
