import assert from "node:assert/strict"
import { ApiKeyStore, type Id, type Page } from "@nexio/core"
import { Effect } from "effect"

/**
 * Walks a list to its end, a page of at most so many after another, and does something between them. The items are
 * strictly newer than those after them, every page but the last is full, and none is empty but that of an empty list.
 */
export const walk = Effect.fnUntraced(function* <A extends { readonly id: string }, E, R, R2 = never>(
  limit: number,
  page: (request: Page.PageRequest) => Effect.Effect<Page.Page<A>, E, R>,
  between: Effect.Effect<unknown, unknown, R2> = Effect.void
) {
  const walked: Array<A> = []
  let after: string | undefined
  do {
    const { items, next } = yield* page(after === undefined ? { limit } : { limit, after })
    assert.ok(items.length <= limit, `a page of at most ${limit} has ${items.length}`)
    if (next !== undefined) assert.equal(items.length, limit, "a page that is not the last is full")
    if (after !== undefined) assert.notEqual(items.length, 0, "a page after another is not empty")
    for (const item of items) {
      const before = walked.at(-1)
      assert.ok(before === undefined || item.id < before.id, `${item.id} is newer than what it comes after`)
      walked.push(item)
    }
    after = next
    if (after !== undefined) yield* between
  } while (after !== undefined)
  return walked
})

/** In the order of lists. */
export const newestFirst = <A extends { readonly id: string }>(items: ReadonlyArray<A>): ReadonlyArray<A> =>
  items.toSorted((a, b) => (a.id < b.id ? 1 : -1))

/** All keys of an org, or those of one of its environments. */
export const keysOf = (orgId: Id.OrgId, environmentId: Id.EnvironmentId | "all" = "all", limit = 100) =>
  ApiKeyStore.use((keys) => walk(limit, (page) => keys.list(orgId, environmentId, page)))
