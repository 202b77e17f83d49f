import { Option, Schema } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Page } from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import { runs } from "./runs.ts"

const position = arbitrary.id<string>()
const ids = fc.uniqueArray(arbitrary.id<string>(), { maxLength: 40 }).map((ids) => ids.toSorted().toReversed())

/** All pages of a list, each asked for with the cursor of the one before. */
const walk = (ids: ReadonlyArray<string>, limit: number): ReadonlyArray<Page.Page<{ readonly id: string }>> => {
  const pages: Array<Page.Page<{ readonly id: string }>> = []
  for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
    const after = cursor === undefined ? undefined : Option.getOrThrow(Page.parseCursor(cursor))
    const rest = ids.filter((id) => after === undefined || id < after).map((id) => ({ id }))
    const page = Page.of(rest.slice(0, limit + 1), limit)
    pages.push(page)
    cursor = page.next === undefined ? undefined : Page.cursor(page.next)
  }
  return pages
}

describe("A list", () => {
  it("gives each item exactly once, in order, however its pages are cut", () =>
    fc.assert(
      fc.property(ids, fc.integer({ min: 1, max: 10 }), (ids, limit) => {
        expect(walk(ids, limit).flatMap(({ items }) => items.map(({ id }) => id))).toEqual(ids)
      }),
      runs
    ))

  it("has full pages up to the last, and never an empty one to find out that there is no more", () =>
    fc.assert(
      fc.property(ids, fc.integer({ min: 1, max: 10 }), (ids, limit) => {
        const pages = walk(ids, limit)
        expect(pages.length).toBe(Math.max(1, Math.ceil(ids.length / limit)))
        expect(pages.slice(0, -1).every(({ items }) => items.length === limit)).toBe(true)
        expect(pages.map(({ next }) => next !== undefined)).toEqual(pages.map((_, nth) => nth < pages.length - 1))
      }),
      runs
    ))

  it("goes on from just the position that a cursor was made of", () =>
    fc.assert(
      fc.property(position, (position) => {
        expect(Page.parseCursor(Page.cursor(position))).toEqual(Option.some(position))
        expect(Page.cursor(position)).toMatch(/^[A-Za-z0-9_-]+$/)
      }),
      runs
    ))

  it("never goes on from anything that is no position", () =>
    fc.assert(
      fc.property(fc.string(), position, fc.string({ minLength: 1 }), (text, position, more) => {
        expect(Page.parseCursor(Buffer.from(text).toString("base64url"))).toEqual(Option.none())
        expect(Page.parseCursor(Buffer.from(position + more).toString("base64url"))).toEqual(Option.none())
        expect(Page.parseCursor(position)).toEqual(Option.none())
        expect(Option.getOrElse(Page.parseCursor(text), () => position)).toMatch(/^[0-9a-f-]{36}$/)
      }),
      runs
    ))

  it("has a limit of 1 to 100, and 20 where none is said", () => {
    expect([0, 1, 100, 101, 1.5].map((limit) => Schema.is(Page.Limit)(limit))).toEqual([
      false,
      true,
      true,
      false,
      false
    ])
    expect(Page.defaultLimit).toBe(20)
  })
})
