/** Lists as a whole, for adapters that page through them otherwise than they should. */
import type { Page } from "@nexio/core"
import { Effect } from "effect"

/** All that a list has, in its order. */
export const everything = Effect.fnUntraced(function* <A, E>(
  list: (page: Page.PageRequest) => Effect.Effect<Page.Page<A>, E>
) {
  const items: Array<A> = []
  let after: string | undefined
  do {
    const page: Page.Page<A> = yield* list({ limit: 100, after })
    items.push(...page.items)
    after = page.next
  } while (after !== undefined)
  return items as ReadonlyArray<A>
})

/** Comes round with the other fibers so many times: what runs beside it gets in between. */
export const turns = (count: number): Effect.Effect<void> =>
  Effect.forEach(Array.from({ length: count }), () => Effect.yieldNow, { discard: true })
