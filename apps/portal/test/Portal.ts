/** The server with the built portal, in a process of its own, on a SQLite file, as `start` starts it. */
import { afterAll, beforeAll } from "vitest"
import { makeFolder, type ServerProcess, startServer } from "../../server/test/ServerProcess.ts"

export const operatorToken = "an-operator-token-of-more-than-32-characters"

export interface Portal {
  /** Where it listens. */
  readonly url: () => string
  /** Where the first start wrote its lines, and all else of it. */
  readonly folder: string
}

/** Started before the tests of a file, and stopped after them. */
export const usePortal = (): Portal => {
  const folder = makeFolder()
  let server: ServerProcess
  beforeAll(async () => {
    server = await startServer(folder.path, { NEXIO_OPERATOR_TOKEN: operatorToken })
  }, 120_000)
  afterAll(async () => {
    await server.stop()
    folder[Symbol.dispose]()
  })
  return { url: () => server.url, folder: folder.path }
}
