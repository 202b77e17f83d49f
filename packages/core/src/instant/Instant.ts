/**
 * A point in time: whole milliseconds since 1970-01-01T00:00:00Z.
 *
 * Instants are plain numbers, so that rules compare and add them without ceremony; as JSON they are RFC 3339 in
 * UTC with milliseconds. Time is always handed in: nothing in the core reads a clock except the use cases, and
 * those read Effect's `Clock`.
 */
import { Clock, DateTime, Effect, Option, Schema, SchemaIssue, SchemaTransformation } from "effect"

/** Milliseconds since the epoch. */
export type Instant = number

export const second = 1_000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

/** The last instant that RFC 3339 can write: 9999-12-31T23:59:59.999Z. */
export const last: Instant = 253_402_300_799_999

const rfc3339 = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/iu

/** `2026-11-24T08:00:00.000Z` for 1_795_507_200_000. */
export const format = (at: Instant): string => DateTime.formatIso(DateTime.makeUnsafe(at))

/** The instant of an RFC 3339 text, whatever its offset; none where it names no real day or hour, or one before 1970. */
export const parse = (text: string): Option.Option<Instant> => {
  const date = rfc3339.exec(text)?.[1]
  if (date === undefined || Option.isNone(midnight(date))) return Option.none()
  return Option.filter(Option.map(DateTime.make(text.toUpperCase()), epochMillis), (at) => at >= 0 && at <= last)
}

const epochMillis = (time: DateTime.DateTime): Instant => Math.floor(DateTime.toEpochMillis(time))

/** The start of a day such as `2026-11-24`; none for one such as `2026-02-30`. */
const midnight = (date: string): Option.Option<Instant> =>
  Option.filter(Option.map(DateTime.make(`${date}T00:00:00Z`), epochMillis), (at) => format(at).startsWith(date))

/** An instant whose JSON is RFC 3339 in UTC with milliseconds. Reads any offset. */
export const Instant = Schema.String.annotate({
  format: "date-time",
  description: "RFC 3339, in UTC with milliseconds",
  examples: ["2026-11-24T08:00:00.000Z"]
}).pipe(
  Schema.decodeTo(
    Schema.Int,
    SchemaTransformation.transformEffect({
      decode: (text) =>
        Option.match(parse(text), {
          onNone: () =>
            Effect.fail(
              new SchemaIssue.InvalidValue({
                message: "Expected an RFC 3339 time of the years 1970 to 9999, such as 2026-11-24T08:00:00.000Z"
              })
            ),
          onSome: Effect.succeed
        }),
      encode: (at) => Effect.succeed(format(at))
    })
  )
)

/** Now, by Effect's clock, which may count parts of milliseconds. */
export const now: Effect.Effect<Instant> = Effect.map(Clock.currentTimeMillis, Math.floor)

/** The start of the UTC hour that an instant is in: the bucket that usage is counted in. */
export const hourOf = (at: Instant): Instant => at - (at % hour)

/** The start of the UTC minute that an instant is in. */
export const minuteOf = (at: Instant): Instant => at - (at % minute)
