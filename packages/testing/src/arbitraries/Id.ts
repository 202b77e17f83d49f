import type { Id } from "@nexio/core"
import fc from "fast-check"

/** A UUIDv7, as whichever id is asked for: `id<Id.RunId>()`. Its instant is any. */
export const id = <I extends string>(): fc.Arbitrary<I> => fc.uuid({ version: 7 }).map((uuid) => uuid as I)

/** A UUIDv7 of this instant, as ids are: its first 48 bits tell it. */
export const idAt = <I extends string>(at: number): fc.Arbitrary<I> =>
  fc.uuid({ version: 7 }).map((uuid) => {
    const time = at.toString(16).padStart(12, "0")
    return `${time.slice(0, 8)}-${time.slice(8)}${uuid.slice(13)}` as I
  })

export const eventId: fc.Arbitrary<Id.EventId> = id<string>().map((uuid) => `evt_${uuid}` as Id.EventId)

/** An org and an environment in it. */
export const scope: fc.Arbitrary<Id.Scope> = fc.record({ orgId: id<Id.OrgId>(), environmentId: id<Id.EnvironmentId>() })

/** A text that is no id: of another version, in capitals, in braces, cut off, or anything. */
export const malformedId: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom("0", "null", "undefined", "..", "%00", "1 or 1=1", "é"),
  fc.uuid({ version: 4 }),
  id<string>().chain((uuid) =>
    fc.constantFrom(`{${uuid}}`, uuid.slice(1), `${uuid}0`, uuid.replaceAll("-", ""), uuid.replace("-7", "-A"))
  )
)
