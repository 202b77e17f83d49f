/**
 * Lists by keyset: newest first by id, a page at a time.
 *
 * A cursor holds a position and nothing else; org, environment and filters come from each request, so that a
 * cursor carried elsewhere reveals nothing.
 */
import { Option, Result, Schema } from "effect"
import { Base64Url } from "effect/encoding"

export const maxLimit = 100
export const Limit = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: maxLimit }))
export const defaultLimit = 20

/** Which page: at most `limit` items (1 to 100) that come after the item `after`. */
export interface PageRequest {
  readonly limit: number
  readonly after?: string | undefined
}

/** One page; `next` is the position to go on from, absent on the last page. */
export interface Page<A> {
  readonly items: ReadonlyArray<A>
  readonly next?: string | undefined
}

/** Makes a page of one item more than was asked for, read in the list's order. */
export const of = <A extends { readonly id: string }>(rows: ReadonlyArray<A>, limit: number): Page<A> => {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return rows.length > limit && last !== undefined ? { items, next: last.id } : { items }
}

/** What positions look like in lists by id. */
export const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A position as the opaque text of `next_cursor`. */
export const cursor = (after: string): string => Base64Url.encode(after)

/** The position in a cursor; none where the text is not a cursor. */
export const parseCursor = (text: string, position = id): Option.Option<string> =>
  Option.filter(Result.getSuccess(Base64Url.decodeString(text)), (after) => position.test(after))
