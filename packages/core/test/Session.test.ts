import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Member, Session } from "../src/index.ts"
import { runs } from "./runs.ts"

const hour = 3_600_000

/** A session that was used so long after its beginning, and an instant after that. */
const used = fc
  .record({ createdAt: fc.nat(), lasted: fc.nat({ max: 8 * 24 * hour }), later: fc.nat({ max: 8 * 24 * hour }) })
  .map(({ createdAt, lasted, later }) => ({ createdAt, usedAt: createdAt + lasted, at: createdAt + lasted + later }))

describe("A session", () => {
  it("always ends 12 hours after its last use, or 7 days after its beginning where that is sooner", () => {
    fc.assert(
      fc.property(used, ({ at, createdAt, usedAt }) => {
        const isOver = at >= usedAt + 12 * hour || at >= createdAt + 7 * 24 * hour
        expect(at >= Session.endOf({ createdAt, usedAt })).toBe(isOver)
      }),
      runs
    )
  })

  it("never ends while it is used each hour, but for the seventh day", () => {
    for (let at = 0; at < 7 * 24 * hour; at += hour) {
      const end = Session.endOf({ createdAt: 0, usedAt: at })
      expect(end).toBeGreaterThan(at)
      expect(end).toBeLessThanOrEqual(7 * 24 * hour)
    }
  })

  it("always notes a use within a minute of the last that it noted, and never one sooner", () => {
    fc.assert(
      fc.property(used, ({ at, usedAt }) => {
        expect(Session.isWorthNoting({ usedAt }, at)).toBe(at - usedAt >= 60_000)
      }),
      runs
    )
  })
})

describe("A person", () => {
  const bound = fc.option(fc.record({ issuer: fc.constantFrom("a", "b"), subject: fc.constantFrom("1", "2") }), {
    nil: {}
  })
  const email = fc.constantFrom("ada@example.com", "grace@example.com").map((text) => Member.Email.make(text))
  const member = fc
    .tuple(email, bound)
    .map(([email, bound]): Member.Member => ({ ...bound, email, permissions: [], createdAt: 0 }) as never)

  it("is never taken for another address's, nor for who is bound to somebody else", () => {
    fc.assert(
      fc.property(member, member, (one, other) => {
        const same = Session.isSamePerson(one, other)
        if (one.email !== other.email) expect(same).toBe(false)
        else if (other.issuer === undefined) expect(same).toBe(true)
        else expect(same).toBe(one.issuer === other.issuer && one.subject === other.subject)
      }),
      runs
    )
  })
})
