import { Option, type Schema } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Id } from "../src/index.ts"
import { runs } from "./runs.ts"

const ids: ReadonlyArray<Schema.ConstraintDecoder<string>> = [
  Id.OrgId,
  Id.EnvironmentId,
  Id.ApiKeyId,
  Id.RunId,
  Id.EndpointId,
  Id.DeliveryId
]

describe("An id", () => {
  it("is read from the text of any UUIDv7, and an event's from evt_ and one", () =>
    fc.assert(
      fc.property(fc.uuid({ version: 7 }), (uuid) => {
        for (const id of ids) expect(Id.parse(id, uuid)).toEqual(Option.some(uuid))
        expect(Id.parse(Id.EventId, `evt_${uuid}`)).toEqual(Option.some(`evt_${uuid}`))
      }),
      runs
    ))

  it("is never read from anything else: it is then answered like one that is unknown", () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.uuid({ version: [1, 4, 6, 8] }),
          fc
            .uuid({ version: 7 })
            .map((uuid) => uuid.toUpperCase())
            .filter((uuid) => uuid !== uuid.toLowerCase()),
          fc
            .uuid({ version: 7 })
            .chain((uuid) =>
              fc.constantFrom(` ${uuid}`, `${uuid}\n`, `{${uuid}}`, uuid.replaceAll("-", ""), `evt_${uuid}`)
            )
        ),
        (text) => {
          for (const id of ids) expect(Id.parse(id, text)).toEqual(Option.none())
          if (!text.startsWith("evt_")) expect(Id.parse(Id.EventId, text)).toEqual(Option.none())
        }
      ),
      runs
    ))

  it("is not less than the least of its instant, and less than that of any later one", () =>
    fc.assert(
      fc.property(fc.uuid({ version: 7 }), fc.nat({ max: 2 ** 40 }), (id, later) => {
        const at = parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
        expect(Id.floorOf(at) <= id).toBe(true)
        fc.pre(at + later + 1 < 2 ** 48)
        expect(id < Id.floorOf(at + later + 1)).toBe(true)
      }),
      runs
    ))
})
