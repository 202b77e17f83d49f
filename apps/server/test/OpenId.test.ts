/** Signing in by OpenID Connect, at a real provider. */
import type { Server } from "node:http"
import type { AddressInfo } from "node:net"
import { Provider } from "oidc-provider"
import { afterAll, beforeAll, expect, it } from "vitest"
import { startTestServer, type TestOrg, type TestServer } from "./TestServer.ts"

/** A browser, as far as one is needed: it keeps cookies, and goes where it is sent. */
const browser = () => {
  const cookies = new Map<string, string>()
  const get = async (address: string): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ")
    const response = await fetch(address, { redirect: "manual", headers: { cookie } })
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!
      if (value === "") cookies.delete(name!)
      else cookies.set(name!, value!)
    }
    return response
  }
  return { cookies, get }
}

/** Accounts of the provider by who signs in there: what it says of each. */
const accounts: Record<string, { readonly email: string; readonly email_verified: boolean }> = {
  ada: { email: "Ada@example.com", email_verified: true },
  unverified: { email: "grace@example.com", email_verified: false },
  stranger: { email: "stranger@example.com", email_verified: true },
  // Somebody else, who was given the address of the first one.
  heir: { email: "ada@example.com", email_verified: true }
}

/** Who signs in at the provider next. */
let account = "ada"

let http: Server
let issuer: string
let server: TestServer
let org: TestOrg

beforeAll(async () => {
  const { createServer } = await import("node:http")
  http = createServer((request, response) => void handle(request, response))
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve))
  issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  server = await startTestServer({
    NEXIO_OIDC_ISSUER: issuer,
    NEXIO_OIDC_CLIENT_ID: "nexio",
    NEXIO_OIDC_CLIENT_SECRET: "a-client-secret-of-the-test"
  })
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "nexio",
        client_secret: "a-client-secret-of-the-test",
        redirect_uris: [`${server.url}/api/session/oidc/callback`],
        response_types: ["code"],
        grant_types: ["authorization_code"]
      }
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts[id] }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    pkce: { required: () => true },
    cookies: { keys: ["a key of the provider's cookies"] }
  })
  const serve = provider.callback()
  handle = async (request, response) => {
    if (request.url?.startsWith("/interaction/") !== true) return serve(request, response)
    const { params, prompt } = await provider.interactionDetails(request, response)
    const grant = new provider.Grant({ accountId: account, clientId: String(params["client_id"]) })
    grant.addOIDCScope("openid email")
    const result =
      prompt.name === "login" ? { login: { accountId: account } } : { consent: { grantId: await grant.save() } }
    return provider.interactionFinished(request, response, result)
  }
  org = await server.found()
  for (const email of ["ada@example.com", "grace@example.com"]) {
    await server.operator("POST", `/admin/v1/orgs/${org.id}/members`, { email, permissions: ["members:manage"] })
  }
})

type Handle = (...args: Parameters<ReturnType<Provider["callback"]>>) => unknown
let handle: Handle

afterAll(async () => {
  await server[Symbol.asyncDispose]()
  http.closeAllConnections()
  http.close()
})

/** Goes from the portal to the provider and back; gives the last address before the end, and what that answered. */
const signIn = async (who: string, { get } = browser()) => {
  account = who
  let address = `${server.url}/api/session/oidc`
  for (let steps = 0; ; steps += 1) {
    const response = await get(address)
    const location = response.headers.get("location")
    if (location === null || location === `${server.url}/`) return { address, response, location }
    if (steps > 12) throw new Error(`No end of it at ${location}`)
    address = new URL(location, address).href
  }
}

const sessionOf = async ({ cookies }: ReturnType<typeof browser>) =>
  await server.client()("GET", "/api/session", undefined, { cookie: `wos-session=${cookies.get("wos-session")}` })

/** Fails unless it is a page that says what to do, and begins no session. */
const expectRefused = async (response: Response, status: number, says: RegExp) => {
  const text = await response.text()
  expect([response.status, response.headers.get("content-type")], text).toEqual([status, "text/html; charset=utf-8"])
  expect(text).toMatch(says)
  expect(response.headers.getSetCookie().join()).not.toMatch(/wos-session=[0-9a-f]/)
}

it("signs in whom the provider vouches for, where that is a member, and binds the member to it", async () => {
  const ada = browser()
  const { location } = await signIn("ada", ada)
  expect(location).toBe(`${server.url}/`)
  const { body, status } = await sessionOf(ada)
  expect([status, body.member.email, body.org.id]).toEqual([200, "ada@example.com", org.id])
  expect((await signIn("ada")).location).toBe(`${server.url}/`)
  // Another account with the same address is not who it was.
  await expectRefused((await signIn("heir")).response, 403, /belonged to another account.*add you anew/)
})

it("writes down who vouched, at the first sign-in and at each", async () => {
  const { body } = await org.live("GET", "/api/v1/audit-log?limit=100")
  const entries = body.data.filter(({ action }: { readonly action: string }) => action !== "member.created")
  const by = { address: "127.0.0.1", details: { email: "ada@example.com", issuer } }
  expect(entries.slice(0, 3)).toMatchObject([
    { action: "member.signed_in", ...by },
    { action: "member.signed_in", ...by },
    { action: "member.updated", ...by }
  ])
})

it("lets in nobody whose address is not verified, and no stranger", async () => {
  await expectRefused((await signIn("unverified")).response, 403, /Have it verified there/)
  await expectRefused((await signIn("stranger")).response, 403, /No member has the e-mail address/)
})

it("takes a return once, in the browser that began, and from the provider that it was sent to", async () => {
  const ada = browser()
  const { address } = await signIn("ada", ada)
  await expectRefused(await ada.get(address), 400, /Sign in again/)
  // The cookie of another attempt, and none.
  const other = browser()
  await other.get(`${server.url}/api/session/oidc`)
  await expectRefused(await other.get(address), 400, /Sign in again/)
  await expectRefused(await browser().get(address), 400, /Sign in again/)
  for (const [name, value] of [
    ["iss", "https://elsewhere.example.com"],
    ["code", "x"],
    ["state", "x"]
  ] as const) {
    const changed = browser()
    account = "ada"
    let next = `${server.url}/api/session/oidc`
    while (!next.includes("/callback?")) next = new URL((await changed.get(next)).headers.get("location")!, next).href
    const url = new URL(next)
    url.searchParams.set(name, value)
    await expectRefused(await changed.get(url.href), 400, /Sign in again/)
  }
  expect(server.logged.join("\n")).not.toContain("a-client-secret-of-the-test")
})

/** Has the provider answer what asks for tokens otherwise, while one signs in. */
const signInWhile = async (otherwise: Handle) => {
  const before = handle
  handle = (request, response) =>
    request.url?.startsWith("/token") === true ? otherwise(request, response) : before(request, response)
  try {
    return (await signIn("ada")).response
  } finally {
    handle = before
  }
}

it("says that its provider is away where that fails while somebody comes back", async () => {
  for (const fails of [
    (_, response) => Object.assign(response, { statusCode: 502 }).end("Bad gateway"),
    (request) => request.socket.destroy()
  ] satisfies ReadonlyArray<Handle>) {
    await expectRefused(await signInWhile(fails), 503, /cannot be reached at present/)
  }
})

it("takes nobody's word but the provider's, as its signature shows", async () => {
  const right = handle
  const forged = await signInWhile((request, response) => {
    const end = response.end.bind(response)
    const forge = (text: unknown) =>
      end(String(text).replace(/("id_token":"[^."]+\.[^."]+\.)(.)/, (_, head, one) => head + (one === "A" ? "B" : "A")))
    return right(request, Object.assign(response, { end: forge }))
  })
  await expectRefused(forged, 400, /Sign in again/)
})

it("is for browsers that go to it alone", async () => {
  for (const path of ["/api/session/oidc", "/api/session/oidc/callback"]) {
    const { body, headers, status } = await server.client()("POST", path)
    expect([status, body.code, headers.get("allow")]).toEqual([405, "method_not_allowed", "GET, HEAD"])
  }
})

it("starts without its provider and says that it is away, as of one that calls itself otherwise", async () => {
  const port = (http.address() as AddressInfo).port
  const variables = { NEXIO_OIDC_CLIENT_ID: "nexio", NEXIO_OIDC_CLIENT_SECRET: "a-client-secret-of-the-test" }
  for (const wrong of ["http://127.0.0.1:1", `http://localhost:${port}`]) {
    await using away = await startTestServer({ ...variables, NEXIO_OIDC_ISSUER: wrong })
    const response = await browser().get(`${away.url}/api/session/oidc`)
    await expectRefused(response, 503, /cannot be reached at present/)
    expect((await away.client()("GET", "/health")).status).toBe(200)
  }
})

it("has no such pages where there is no provider", async () => {
  await using without = await startTestServer()
  expect((await without.client()("GET", "/api/session/oidc")).status).toBe(404)
})
