import { expect, it } from "vitest"
import { usePortal } from "./Portal.ts"

const portal = usePortal()

const visit = (path: string, headers: Readonly<Record<string, string>> = { accept: "text/html,*/*;q=0.8" }) =>
  fetch(new URL(path, portal.url), { headers })

it("gives a browser the one page at every address of the portal, with a policy that lets nothing in line run", async () => {
  for (const path of ["/", "/runs?environment=dev", "/runs/0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1b04", "/no/such/page"]) {
    const answer = await visit(path)
    const text = await answer.text()
    expect([answer.status, text]).toEqual([200, expect.stringContaining('<div id="portal">')])
    expect(answer.headers.get("content-security-policy")).toMatch(
      /default-src 'none'; script-src 'self'; style-src 'self'/
    )
    expect(text).not.toMatch(/<style|<script(?![^>]* src=)| style=| on\w+=/)
  }
})

it("leaves to the contract what is the contract's, and what a program asks for", async () => {
  for (const [path, accept] of [
    ["/api/v1/nothing", "text/html"],
    ["/admin/v1/nothing", "text/html"],
    ["/no/such/page", "*/*"],
    ["/assets/nothing.js", "*/*"]
  ] as const) {
    const answer = await visit(path, { accept })
    expect([path, answer.status, await answer.json()]).toEqual([
      path,
      404,
      expect.objectContaining({ code: "not_found" })
    ])
  }
  expect((await visit("/health")).headers.get("content-type")).toMatch(/json/)
})

it("sends scripts compressed, and for good, since their names change with them", async () => {
  const page = await (await visit("/")).text()
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)![1]!
  const answer = await visit(script, { "accept-encoding": "br" })
  expect(answer.headers.get("content-encoding")).toBe("br")
  expect(answer.headers.get("cache-control")).toMatch(/immutable/)
  const first = await visit("/")
  expect(first.headers.get("cache-control")).toBe("no-cache")
  // What is unchanged is told with the same policy, which takes the place of the one that was kept.
  const again = await visit("/", { accept: "text/html", "if-none-match": first.headers.get("etag") ?? "" })
  expect([again.status, again.headers.get("content-security-policy")]).toEqual([
    304,
    first.headers.get("content-security-policy")
  ])
})

it("shows nothing of how it was built", async () => {
  for (const path of ["/.sources", "/.vite/manifest.json", "/..%2f..%2fpackage.json"]) {
    expect([path, (await visit(path, { accept: "*/*" })).status]).toEqual([path, 404])
  }
})
