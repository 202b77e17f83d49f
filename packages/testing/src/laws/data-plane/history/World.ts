/** Some orgs to whom a history happens: what there is in them to choose among. */
import type { ClaimedDelivery, ClaimedRun, Endpoint, Environment, Instant, Run } from "@nexio/core"
import { Effect } from "effect"
import { found } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import type { Pair, Twins } from "./Twins.ts"

export interface World {
  now: Instant.Instant
  readonly ids: Minted
  /** All that were ever made, as most else. */
  readonly environments: Array<Environment.Environment>
  readonly runs: Array<Run.Run>
  readonly endpoints: Array<Endpoint.Endpoint>
  readonly claimedRuns: Array<Pair<ClaimedRun>>
  readonly claimedDeliveries: Array<Pair<ClaimedDelivery>>
}

/** One of what there is; the newest is the first. */
export const choose = <A>(among: ReadonlyArray<A>, nth: number): A | undefined =>
  among[among.length - 1 - (nth % Math.max(1, among.length))]

/** A little before the end of an hour, a day and a month. */
const start = Date.UTC(2027, 0, 31, 23, 59, 50)

const foundings = Effect.gen(function* () {
  const ids = new Minted()
  const limits = { endpointLimit: 3 }
  return [...(yield* found(ids, start, ["dev"], limits)), ...(yield* found(ids, start, [], limits))]
})

/** Two orgs, of which one has a second environment. */
export const make = Effect.fnUntraced(function* (twins: Twins) {
  const founded = yield* twins.agree("The orgs", () => foundings)
  const world: World = {
    now: start,
    // The first ids are those of the orgs.
    ids: new Minted(100),
    environments: "value" in founded ? [...founded.value] : [],
    runs: [],
    endpoints: [],
    claimedRuns: [],
    claimedDeliveries: []
  }
  return world
})
