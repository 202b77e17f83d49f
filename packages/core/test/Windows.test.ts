import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Id, Lanes, Turns } from "../src/index.ts"
import * as Windows from "../src/webhook/Windows.ts"
import { runs } from "./runs.ts"

const lane = (org: number, environment: number, endpoint: number): Lanes.Lane => ({
  orgId: `org ${org}` as Id.OrgId,
  environmentId: `environment ${environment}` as Id.EnvironmentId,
  endpointId: `endpoint ${endpoint}` as Id.EndpointId
})
const lanes = fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 1 }), fc.nat({ max: 2 })).map((of) => lane(...of))

const concurrency = 256
const half = concurrency / 2

const ends = fc.record({ ends: fc.nat(), answered: fc.boolean() })

/** Something that happens to a dispatcher: it claims from lanes while some attempts end, or an attempt ends. */
const happenings = fc.array(
  fc.oneof(
    fc.record({ claims: fc.array(lanes, { minLength: 1, maxLength: 8 }), meanwhile: fc.array(ends, { maxLength: 3 }) }),
    ends
  ),
  { maxLength: 80, size: "max" }
)

/** A dispatcher that claims no more than there are places, and remembers who found none since it was last woken. */
const dispatcher = () => {
  const windows = new Windows.Windows(concurrency)
  const underWay: Array<Lanes.Lane> = []
  const waiting = new Map<string, Lanes.Lane>()
  let now = 0
  const claim = (wanted: ReadonlyArray<Lanes.Lane>, meanwhile = () => {}) => {
    const claimed: Array<Lanes.Lane> = []
    let places = windows.places(now)
    for (const one of wanted) {
      if (Lanes.free(places, one) === 0) {
        waiting.set(Lanes.keyOf(one), one)
        continue
      }
      places = Lanes.left(places, [one])
      claimed.push(one)
    }
    meanwhile()
    if (windows.begin(claimed, now)) waiting.clear()
    underWay.push(...claimed)
  }
  const end = ({ answered, ends }: { readonly ends: number; readonly answered: boolean }) => {
    if (underWay.length === 0) return
    const [one] = underWay.splice(ends % underWay.length, 1)
    windows.learn(one!, answered)
    if (windows.end(one!, now)) waiting.clear()
  }
  return {
    underWay,
    waiting,
    claim,
    end,
    free: (lane: Lanes.Lane) => Lanes.free(windows.places(now), lane),
    pass: (time: number) => {
      now += time
    },
    happen: (all: typeof happenings extends fc.Arbitrary<infer A> ? A : never, then = () => {}) => {
      for (const one of all) {
        if ("claims" in one) claim(one.claims, () => one.meanwhile.forEach(end))
        else end(one)
        then()
      }
    }
  }
}

const countOf = (all: ReadonlyArray<Lanes.Lane>, one: Lanes.Lane, keyOf: (lane: Lanes.Lane) => string) =>
  all.filter((other) => keyOf(other) === keyOf(one)).length

describe("What a dispatcher has under way", () => {
  it("is never more than the largest window of a lane, nor than half of its slots of an environment", () =>
    fc.assert(
      fc.property(happenings, (all) => {
        const { happen, underWay } = dispatcher()
        happen(all, () => {
          for (const one of underWay) {
            expect(countOf(underWay, one, Lanes.keyOf)).toBeLessThanOrEqual(Windows.most)
            expect(countOf(underWay, one, Turns.keyOf)).toBeLessThanOrEqual(half)
          }
        })
      }),
      runs
    ))

  it("never has a place for who found none before without waking the dispatcher", () =>
    fc.assert(
      fc.property(happenings, (all) => {
        const { free, happen, waiting } = dispatcher()
        happen(all)
        for (const one of waiting.values()) expect(free(one)).toBe(0)
      }),
      runs
    ))
})

/** Claims of lanes of one environment that always have something due, as far as they have places; gives the turns in order. */
const turnsOf = (windows: Windows.Windows, lanes: ReadonlyArray<Lanes.Lane>, limit: number) => {
  const places = windows.places(0)
  const free = (lane: Lanes.Lane) => Lanes.free(places, lane)
  const inTurn = Lanes.inOrder(lanes, places.after.get(Turns.keyOf(lanes[0]!))).filter((one) => free(one) > 0)
  const shares = [...Lanes.shares([[lanes[0]!, inTurn]], limit, Turns.anyone, places, free)]
  const turns = Array.from({ length: limit }, (_, nth) => shares.flatMap(([one, share]) => (nth < share ? [one] : [])))
  windows.begin(turns.flat(), 0)
  return { free, turns: turns.flat() }
}

describe("A lane with something due and a place", () => {
  it("has its turn before any other of its environment has two, over all claims", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 8 }),
        fc.array(fc.record({ limit: fc.integer({ min: 1, max: 12 }), ends: fc.array(ends, { maxLength: 12 }) })),
        (count, steps) => {
          const windows = new Windows.Windows(32)
          const lanes = Array.from({ length: count }, (_, nth) => lane(0, 0, nth))
          const underWay: Array<Lanes.Lane> = []
          const others = new Map(lanes.map((one) => [one, [] as Lanes.Lane[]]))
          for (const step of steps) {
            const { free, turns } = turnsOf(windows, lanes, step.limit)
            for (const [nth, turn] of turns.entries()) {
              for (const [one, had] of others) {
                const hasPlace = free(one) > turns.slice(0, nth).filter((before) => before === one).length
                if (one === turn || !hasPlace) had.length = 0
                else had.push(turn)
                expect(had).toEqual([...new Set(had)])
              }
            }
            underWay.push(...turns)
            for (const { answered, ends } of step.ends) {
              const [one] = underWay.splice(ends % Math.max(1, underWay.length), 1)
              if (one === undefined) continue
              windows.learn(one, answered)
              windows.end(one, 0)
            }
          }
        }
      ),
      runs
    ))
})

describe("A window", () => {
  it("comes down to a single place for a receiver that hangs, whatever was before, and is forgotten after a while", () =>
    fc.assert(
      fc.property(happenings, lanes, (all, hanging) => {
        const { claim, end, free, happen, pass, underWay } = dispatcher()
        happen(all)
        while (underWay.length > 0) end({ ends: 0, answered: true })
        for (let nth = 0; nth < 7; nth++) {
          claim([hanging])
          end({ ends: 0, answered: false })
        }
        expect(free(hanging)).toBe(1)
        pass(Windows.memory - 1)
        expect(free(hanging)).toBe(1)
        pass(1)
        expect(free(hanging)).toBe(Windows.initial)
      }),
      runs
    ))

  it("grows by one with each answer, to all that a receiver may have at once", () => {
    const { claim, end, free, underWay } = dispatcher()
    const one = lane(0, 0, 0)
    claim([one, one])
    for (let answers = 1; answers <= Windows.most; answers++) {
      end({ ends: 0, answered: true })
      expect(free(one) + underWay.length).toBe(Math.min(half, Windows.most, Windows.initial + answers))
      claim([one])
    }
  })

  it("is as large as before until a receiver has had nothing for a second", () =>
    fc.assert(
      fc.property(happenings, lanes, fc.integer({ min: 1, max: 100 }), (all, one, answers) => {
        const { claim, end, free, happen, pass, underWay } = dispatcher()
        happen(all)
        while (underWay.length > 0) end({ ends: 0, answered: true })
        for (let nth = 0; nth < answers; nth += 1) {
          claim([one])
          end({ ends: 0, answered: true })
        }
        const size = free(one)
        expect(size).toBeGreaterThan(Math.min(Windows.most - 1, answers))
        pass(Windows.lull - 1)
        expect(free(one)).toBe(size)
        pass(1)
        expect(free(one)).toBe(Math.min(size, Windows.initial))
      }),
      runs
    ))
})
