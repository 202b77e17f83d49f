/** Lists on the wire: which page is asked for, and a page of what was found. */
import { Page } from "@nexio/core"
import { Effect, Option, Schema, SchemaIssue, SchemaTransformation } from "effect"

/** The position that an opaque `cursor` stands for; one that looks otherwise is of no page. */
const cursorOf = (position: RegExp) =>
  Schema.String.annotate({ description: "The `next_cursor` of the page before" }).pipe(
    Schema.decodeTo(
      Schema.String,
      SchemaTransformation.transformEffect({
        decode: (text) =>
          Option.match(Page.parseCursor(text, position), {
            onNone: () =>
              Effect.fail(
                new SchemaIssue.InvalidValue({ message: "Expected a next_cursor as an earlier page had it" })
              ),
            onSome: Effect.succeed
          }),
        encode: (position) => Effect.succeed(Page.cursor(position))
      })
    )
  )

/** The query of a list whose positions look so. `limit` is 1 to 100, and 20 where nothing is said. */
export const listQueryBy = (position: RegExp) => ({
  limit: Schema.optionalKey(Page.Limit),
  cursor: Schema.optionalKey(cursorOf(position))
})

/** The query of a list by id. */
export const listQuery = listQueryBy(Page.id)

/** The page that a list's query asks for. */
export const requested = (query: {
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
}): Page.PageRequest => ({ limit: query.limit ?? Page.defaultLimit, after: query.cursor })

/** A page of a list; `next_cursor` is absent on the last one. */
export const pageOf = <Item extends Schema.Constraint>(identifier: string, item: Item) =>
  Schema.Struct({
    data: Schema.Array(item),
    next_cursor: Schema.optionalKey(Schema.String)
  }).pipe(Schema.annotateEncoded({ identifier }))

/** A page as it is answered. */
export const answered = <A>(
  page: Page.Page<A>
): { readonly data: ReadonlyArray<A>; readonly next_cursor?: string } => ({
  data: page.items,
  ...(page.next === undefined ? {} : { next_cursor: Page.cursor(page.next) })
})
