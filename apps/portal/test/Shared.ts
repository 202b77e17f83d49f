/** What all files share, since to start it takes longer than most tests: a server with the built portal, and a browser. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { TestProject } from "vitest/node"
import { makeFolder, startServer } from "../../server/test/ServerProcess.ts"
import { serve } from "./Chromium.ts"

declare module "vitest" {
  interface ProvidedContext {
    readonly portal: {
      readonly url: string
      readonly operatorToken: string
      /** The sign-in link that the first start wrote down. */
      readonly firstLink: string
    }
    /** Where the browser takes connections. */
    readonly browser: string
  }
}

export default async (project: TestProject) => {
  const folder = makeFolder()
  const operatorToken = "an-operator-token-of-more-than-32-characters"
  const [server, browser] = await Promise.all([
    startServer(folder.path, { NEXIO_OPERATOR_TOKEN: operatorToken, NEXIO_DELIVERY_RETRY: "0s" }),
    serve()
  ])
  const firstLink = /http\S+\/sign-in#[0-9a-f]{64}/.exec(readFileSync(join(folder.path, "first-start"), "utf8"))![0]
  project.provide("portal", { url: server.url, operatorToken, firstLink })
  project.provide("browser", browser.wsEndpoint())
  return async () => {
    await Promise.all([server.stop(), browser.close()])
    folder[Symbol.dispose]()
  }
}
