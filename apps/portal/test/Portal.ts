/** The server with the built portal, in a process of its own, on a SQLite file, as `start` starts it. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll } from "vitest"
import { type Client, clientOf } from "../../server/test/Client.ts"
import { firstKey, makeFolder, type ServerProcess, startServer } from "../../server/test/ServerProcess.ts"

const operatorToken = "an-operator-token-of-more-than-32-characters"

export interface Portal {
  /** Where it listens. */
  readonly url: () => string
  /** The link that the first start wrote down. */
  readonly firstLink: () => string
  /** A client of a key: of live's first one, where none is said. */
  readonly client: (key?: string) => Client
  /** The token of a sign-in link of a new member with these permissions. */
  readonly token: (...permissions: ReadonlyArray<string>) => Promise<string>
  /** A session, begun past the browser, of a new member with these permissions: the value of its cookie. */
  readonly session: (...permissions: ReadonlyArray<string>) => Promise<string>
}

export const allPermissions = [
  "runs:write",
  "webhooks:manage",
  "environments:manage",
  "api_keys:manage",
  "engines:manage",
  "audit:read",
  "members:manage"
]

/** Started before the tests of a file, and stopped after them. */
export const usePortal = (): Portal => {
  const folder = makeFolder()
  let server: ServerProcess
  beforeAll(async () => {
    server = await startServer(folder.path, { NEXIO_OPERATOR_TOKEN: operatorToken, NEXIO_DELIVERY_RETRY: "0s,0s" })
  }, 120_000)
  afterAll(async () => {
    await server?.stop()
    folder[Symbol.dispose]()
  })
  const client = (key = firstKey(folder.path)) => clientOf(server.url, key)
  let members = 0
  const token = async (...permissions: ReadonlyArray<string>): Promise<string> => {
    const operator = clientOf(server.url, operatorToken)
    const org = (await client()("GET", "/api/v1/me")).body.org.id
    const email = `member-${++members}@example.com`
    await operator("POST", `/admin/v1/orgs/${org}/members`, { email, permissions })
    const { url } = (await operator("POST", `/admin/v1/orgs/${org}/sign-in-links`, { email })).body
    return url.split("#")[1]
  }
  return {
    url: () => server.url,
    firstLink: () => /http\S+\/sign-in#[0-9a-f]{64}/.exec(readFileSync(join(folder.path, "first-start"), "utf8"))![0],
    client,
    token,
    session: async (...permissions) => {
      const answer = await clientOf(server.url)("POST", "/api/session", { token: await token(...permissions) })
      return /wos-session=([0-9a-f]+)/.exec(answer.headers.get("set-cookie") ?? "")![1]!
    }
  }
}
