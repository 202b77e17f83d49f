import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Id, Turns } from "../src/index.ts"
import { runs } from "./runs.ts"

const scope = (org: number, environment: number): Id.Scope => ({
  orgId: `org ${org}` as Id.OrgId,
  environmentId: `environment ${environment}` as Id.EnvironmentId
})
const scopes = fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 2 })).map(([org, nth]) => scope(org, nth))

const waiting = fc.array(fc.record({ live: fc.boolean(), due: fc.nat({ max: 8 }) }), { maxLength: 6 })
const sum = (numbers: ReadonlyArray<number>) => numbers.reduce((all, one) => all + one, 0)

describe("Shares of a claim", () => {
  it("are never more than there is, than is asked for, or, of what is not live, than is said", () =>
    fc.assert(
      fc.property(waiting, fc.nat({ max: 20 }), fc.nat({ max: 10 }), (all, limit, nonLive) => {
        const shares = Turns.shares(all, limit, nonLive)
        expect(shares.every((share, nth) => share <= all[nth]!.due)).toBe(true)
        expect(sum(shares)).toBeLessThanOrEqual(limit)
        expect(sum(shares.filter((_, nth) => !all[nth]!.live))).toBeLessThanOrEqual(nonLive)
      }),
      runs
    ))

  it("leave nothing free that somebody could have", () =>
    fc.assert(
      fc.property(waiting, fc.nat({ max: 20 }), fc.nat({ max: 10 }), (all, limit, nonLive) => {
        const due = (live: boolean) => sum(all.filter((one) => one.live === live).map((one) => one.due))
        expect(sum(Turns.shares(all, limit, nonLive))).toBe(Math.min(limit, due(true) + Math.min(due(false), nonLive)))
      }),
      runs
    ))

  it("never give one two more than another of its kind that has work left", () =>
    fc.assert(
      fc.property(waiting, fc.nat({ max: 20 }), fc.nat({ max: 10 }), (all, limit, nonLive) => {
        const shares = Turns.shares(all, limit, nonLive)
        for (const [nth, one] of all.entries()) {
          if (shares[nth]! === one.due) continue
          for (const [other, { live }] of all.entries()) {
            if (live === one.live) expect(shares[other]! - shares[nth]!).toBeLessThanOrEqual(nth > other ? 1 : 0)
          }
        }
      }),
      runs
    ))
})

describe("A round", () => {
  it("goes on after whoever had the last turn, who is its last", () =>
    fc.assert(
      fc.property(fc.uniqueArray(scopes, { selector: Turns.keyOf, minLength: 1 }), fc.nat(), (all, nth) => {
        const last = all[nth % all.length]!
        expect(Turns.inOrder(all, last).at(-1)).toEqual(last)
        expect(new Set(Turns.inOrder(all, last))).toEqual(new Set(all))
      }),
      runs
    ))

  it("ends with whom the shares gave the last turn", () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(scopes, { selector: Turns.keyOf, minLength: 1 }),
        fc.option(scopes, { nil: undefined }),
        fc.integer({ min: 1, max: 20 }),
        fc.infiniteStream(fc.nat({ max: 4 })),
        (all, after, limit, dues) => {
          const round = Turns.inOrder(all, after)
          const due = round.map(() => dues.next().value)
          const turns: Array<Id.Scope> = []
          for (let lap = 0; lap < 4; lap++)
            for (const [nth, one] of round.entries()) if (due[nth]! > lap) turns.push(one)
          const given = turns.slice(0, limit)
          expect(Turns.last({ after, ahead: [] }, given.toReversed())).toEqual(given.at(-1))
        }
      ),
      runs
    ))
})

describe("What a worker has under way", () => {
  const begun = fc.array(fc.tuple(scopes, fc.boolean()), { maxLength: 40 })

  it("never lets what is not live have more than half of its slots, or one where there is one", () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat({ max: 40 }), (concurrency, live) => {
        const slots = new Turns.UnderWay(concurrency)
        for (let nth = 0; nth < Math.min(live, concurrency); nth++) slots.begin(scope(0, 0), true)
        let nonLive = 0
        while (slots.free > 0 && slots.turns().nonLive > 0) {
          slots.begin(scope(1, 1), false)
          nonLive++
        }
        expect(nonLive).toBe(
          Math.min(concurrency - Math.min(live, concurrency), Math.max(1, Math.floor(concurrency / 2)))
        )
      }),
      runs
    ))

  it("is nothing again once all has ended, and says that a slot was waited for where none was free", () =>
    fc.assert(
      fc.property(begun, (all) => {
        const slots = new Turns.UnderWay(40)
        for (const [one, live] of all) slots.begin(one, live)
        for (const [one, live] of all) {
          const full = slots.free <= 0 || (!live && slots.turns().nonLive <= 0)
          expect(slots.end(one, live)).toBe(full)
        }
        expect([slots.free, slots.turns()]).toEqual([40, { after: undefined, ahead: [], nonLive: 20 }])
      }),
      runs
    ))

  it("makes who has the most of it wait for others, and lets who has none have a turn", () => {
    const slots = new Turns.UnderWay(8)
    for (let nth = 0; nth < 6; nth++) slots.begin(scope(0, 0), true)
    slots.begin(scope(1, 0), true)
    expect(slots.turns().ahead).toEqual([scope(0, 0)])
    slots.gave(slots.turns(), [scope(1, 0)])
    expect(slots.turns().after).toEqual(scope(1, 0))
  })
})
