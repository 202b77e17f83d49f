/** An org on the server that all files share. */
import { beforeAll, inject } from "vitest"
import { type Client, clientOf } from "../../server/test/Client.ts"

interface Org {
  /** A client of a key: of the org's first one, where none is said. */
  readonly client: (key?: string) => Client
  /** The token of a sign-in link of a new member with these permissions. */
  readonly token: (...permissions: ReadonlyArray<string>) => Promise<string>
  /** A session, begun past the browser, of a new member with these permissions: the value of its cookie. */
  readonly session: (...permissions: ReadonlyArray<string>) => Promise<string>
}

export interface Portal extends Org {
  /** Where the server listens. */
  readonly url: string
  /** The link that the first start wrote down, into an org of its own. */
  readonly firstLink: string
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

/** A new org on a server. */
export const orgOn = async (url: string, operatorToken: string): Promise<Org> => {
  const operator = clientOf(url, operatorToken)
  const { api_key, id } = (await operator("POST", "/admin/v1/orgs", { name: "My org" })).body
  let members = 0
  const token: Org["token"] = async (...permissions) => {
    const email = `member-${++members}@example.com`
    await operator("POST", `/admin/v1/orgs/${id}/members`, { email, permissions })
    const link = (await operator("POST", `/admin/v1/orgs/${id}/sign-in-links`, { email })).body
    return link.url.split("#")[1]
  }
  return {
    client: (key = api_key) => clientOf(url, key),
    token,
    session: async (...permissions) => {
      const answer = await clientOf(url)("POST", "/api/session", { token: await token(...permissions) })
      return /wos-session=([0-9a-f]+)/.exec(answer.headers.get("set-cookie") ?? "")![1]!
    }
  }
}

/** An org of its own for the tests of a file, on the server that all files share. */
export const usePortal = (): Portal => {
  const { firstLink, operatorToken, url } = inject("portal")
  let org: Org
  beforeAll(async () => {
    org = await orgOn(url, operatorToken)
  })
  return {
    url,
    firstLink,
    client: (key) => org.client(key),
    token: (...permissions) => org.token(...permissions),
    session: (...permissions) => org.session(...permissions)
  }
}
