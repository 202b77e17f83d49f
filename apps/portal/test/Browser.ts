/** A real Chromium, from the registry on Linux and the installed Chrome elsewhere; one for all tests of a file. */
import Sparticuz from "@sparticuz/chromium"
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core"
import { afterAll, beforeAll, onTestFinished } from "vitest"

const launch = async (): Promise<Browser> =>
  process.platform === "linux"
    ? chromium.launch({
        executablePath: await Sparticuz.executablePath(),
        args: ["--no-sandbox", "--headless=shell", "--disable-gpu", "--font-render-hinting=none"]
      })
    : chromium.launch({ channel: "chrome" })

/** Gives what opens pages: each in a context of its own, whose errors, the security policy's too, fail the test. */
export const useBrowser = (): ((options?: BrowserContextOptions) => Promise<Page>) => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())
  return async (options = {}) => {
    const context = await browser.newContext({ locale: "en-US", ...options })
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
