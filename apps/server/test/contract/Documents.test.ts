import { afterAll, beforeAll, expect, it } from "vitest"
import { startTestServer, type TestServer } from "../TestServer.ts"
import { expectRefusal } from "./Flat.ts"
import { type OpenApi, operationsOf } from "./Operations.ts"

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})

afterAll(() => server[Symbol.asyncDispose]())

const get = async (path: string, method = "GET") => {
  const response = await fetch(`${server.url}${path}`, { method })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

/** What a page or a style refers to. */
const references = (text: string): ReadonlyArray<string> =>
  [...text.matchAll(/(?:src|href)="([^"]*)"|url\(["']?([^"')]*)/g)].map(([, one, another]) => one ?? another ?? "")

const open: ReadonlyArray<readonly [path: string, contentType: string]> = [
  ["/openapi.json", "application/json"],
  ["/llms.txt", "text/plain; charset=utf-8"],
  ["/docs", "text/html; charset=utf-8"],
  ["/docs/reference.js", "text/javascript; charset=utf-8"],
  ["/docs/swagger-ui.css", "text/css; charset=utf-8"],
  ["/docs/swagger-ui-bundle.js", "text/javascript; charset=utf-8"]
]

it.each(open)("serves %s to all, by GET and HEAD and by no other method", async (path, contentType) => {
  const answer = await get(path)
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, contentType])
  const head = await get(path, "HEAD")
  expect([head.status, head.headers.get("content-type"), head.text]).toEqual([200, contentType, ""])
  const refused = await server.client()("POST", path)
  expectRefusal(refused, "405 method_not_allowed")
  expect(refused.headers.get("allow")).toBe("GET, HEAD")
})

it("shows the API on a page that takes nothing from elsewhere, under a policy that allows nothing else", async () => {
  const page = await get("/docs")
  const policy = page.headers.get("content-security-policy")!
  expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/)
  expect(policy).not.toMatch(/unsafe|https?:|\*/)
  expect(page.headers.get("cache-control")).toBe("no-cache")
  expect(page.text).not.toMatch(/<script>|<style|\son\w+=|style=/)
  const taken = references(page.text).filter((reference) => reference !== "data:,")
  expect(taken.length).toBe(4)
  for (const reference of taken) {
    // It is found from the page, wherever that is mounted.
    expect(reference).toMatch(/^[a-z]/)
    const url = new URL(reference, `${server.url}/docs`)
    expect(url.origin).toBe(server.url)
    const answer = await get(url.pathname + url.search)
    expect(answer.status, reference).toBe(200)
    const lasts = url.search === "" ? /^no-(cache|store)$/ : /^public, max-age=31536000, immutable$/
    expect(answer.headers.get("cache-control"), reference).toMatch(lasts)
  }
  const { text: style } = await get("/docs/swagger-ui.css")
  expect(references(style).filter((reference) => !reference.startsWith("data:"))).toEqual([])
  expect((await get("/docs/reference.js")).text).not.toMatch(/https?:|\/\//)
})

it("tells language models of every operation, by its tag, and of every convention", async () => {
  const { text } = await get("/llms.txt")
  const document: OpenApi = JSON.parse((await get("/openapi.json")).text)
  const [title, summary] = text.split("\n\n")
  expect(title).toBe("# Nexio")
  expect(summary).toMatch(/^> .+\.$/)
  // The portal's are the same once more, for people.
  const isPortal = (name: string) => name.startsWith("Portal: ")
  for (const { name } of document.tags) expect(text.includes(`\n## ${name}\n`), name).toBe(!isPortal(name))
  for (const { id, method, path } of operationsOf(document)) {
    const { summary, tags } = document.paths[path]![method.toLowerCase()]
    if (isPortal(tags[0])) continue
    const section = text.split("\n## ").find((section) => section.startsWith(`${tags[0]}\n`))
    expect(section).toContain(`\n- \`${method} ${path}\` (\`${id}\`): ${summary}. Caller: `)
  }
  for (const word of ["Authorization: Bearer", "next_cursor", "Idempotency-Key", "request_id", "UUIDv7"]) {
    expect(text).toContain(word)
  }
  expect([...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link)).toEqual(["openapi.json", "docs"])
})
