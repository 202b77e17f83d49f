/** A real Chromium, from the registry on Linux and the installed Chrome elsewhere. */
import Sparticuz from "@sparticuz/chromium"
import { type Browser, type BrowserServer, chromium, type LaunchOptions } from "playwright-core"

const options = async (): Promise<LaunchOptions> =>
  process.platform === "linux"
    ? {
        executablePath: await Sparticuz.executablePath(),
        args: ["--no-sandbox", "--headless=shell", "--disable-gpu", "--font-render-hinting=none"]
      }
    : { channel: "chrome" }

export const launch = async (): Promise<Browser> => chromium.launch(await options())

/** One that several processes connect to. */
export const serve = async (): Promise<BrowserServer> => chromium.launchServer(await options())
