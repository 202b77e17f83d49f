import fc from "fast-check"
import { expect, it } from "vitest"
import { pathAt } from "../src/pages/sign-in/Back.ts"

const origin = "http://127.0.0.1:4400"

it("leads back to where one was", () => {
  for (const path of ["/", "/runs?environment=dev", "/runs/1?q=//x#here"]) expect(pathAt(origin, path)).toBe(path)
  expect(pathAt(origin)).toBe("/")
})

it("never leads to another's address, however it is written", () => {
  const part = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    ":",
    "@",
    "//",
    "http",
    "blob",
    "javascript",
    origin,
    "evil.com",
    "\t",
    "[",
    "%2f"
  )
  const back = fc.oneof(
    fc.webUrl(),
    fc.string(),
    fc.array(part, { maxLength: 8 }).map((parts) => parts.join(""))
  )
  const property = fc.property(back, (back) => {
    const path = pathAt(origin, back)
    expect(path).toMatch(/^\/(?![/\\])/)
    expect(new URL(path, origin).origin).toBe(origin)
  })
  fc.assert(property, {
    numRuns: 2_000,
    examples: [["/.//evil.com"], ["/x/..//evil.com"], [`${origin}//evil.com`], ["http://["]]
  })
})
