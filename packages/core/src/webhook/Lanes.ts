/**
 * Lanes: how deliveries have their turns, so that neither a backlog nor a receiver that hangs is in the way of others.
 *
 * A lane is an endpoint's share of what a dispatcher has under way. Environments, live or not, have their turns as
 * {@link Turns} says, and in each its lanes take them round after round, the one first whose oldest due delivery waits
 * longest. No lane and no environment gets more than it has places free.
 */
import type { EndpointId, Scope } from "../id/Id.ts"
import type { Instant } from "../instant/Instant.ts"
import * as Turns from "../work/Turns.ts"

/** Whose deliveries stand in line together. */
export interface Lane extends Scope {
  readonly endpointId: EndpointId
}

/** A lane's place among others: that of its environment, and itself. */
export const keyOf = (lane: Lane): string => `${Turns.keyOf(lane)} ${lane.endpointId}`

/** How many deliveries of each may be claimed, as data for a claim. */
export interface Places {
  /** Of a lane that is not among `lanes`. */
  readonly perLane: number
  /** Of an environment that is not among `environments`. */
  readonly perEnvironment: number
  /** By {@link keyOf}. */
  readonly lanes: ReadonlyMap<string, number>
  /** By the key of {@link Turns}. */
  readonly environments: ReadonlyMap<string, number>
}

/** Places for whatever is due. */
export const unbounded: Places = {
  perLane: Number.MAX_SAFE_INTEGER,
  perEnvironment: Number.MAX_SAFE_INTEGER,
  lanes: new Map(),
  environments: new Map()
}

/** How many a lane may give, as it and its environment have places. */
export const free = (places: Places, lane: Lane): number =>
  Math.min(places.lanes.get(keyOf(lane)) ?? places.perLane, freeOfEnvironment(places, lane))

/** How many an environment may give, whatever its lanes. */
export const freeOfEnvironment = (places: Places, scope: Scope): number =>
  places.environments.get(Turns.keyOf(scope)) ?? places.perEnvironment

/** The places that are left once some of these lanes were given. */
export const left = (places: Places, given: ReadonlyArray<Lane>): Places => {
  const lanes = new Map(places.lanes)
  const environments = new Map(places.environments)
  for (const lane of given) {
    lanes.set(keyOf(lane), (lanes.get(keyOf(lane)) ?? places.perLane) - 1)
    environments.set(Turns.keyOf(lane), freeOfEnvironment({ ...places, environments }, lane) - 1)
  }
  return { ...places, lanes, environments }
}

/** A lane that could give some of its deliveries. */
export interface DueLane extends Lane {
  /** When its oldest due delivery became due. */
  readonly since: Instant
  /** How many it could give: what is due, as far as there are places. */
  readonly due: number
}

/** The places where these lanes are to give nothing more. */
export const without = (places: Places, lanes: ReadonlyArray<Lane>): Places => ({
  ...places,
  lanes: new Map([...places.lanes, ...lanes.map((lane) => [keyOf(lane), 0] as const)])
})

/** How many of `limit` each of the lanes gives, of those that give any. */
export const shares = <L extends DueLane>(
  waiting: ReadonlyArray<L>,
  limit: number,
  { after, ahead }: Pick<Turns.Turns, "after" | "ahead">,
  places: Places
): ReadonlyArray<readonly [lane: L, share: number]> => {
  const keysAhead = new Set(ahead.map(Turns.keyOf))
  const lanesOf = Map.groupBy(waiting, Turns.keyOf)
  const round = Turns.inOrder(
    [...lanesOf.values()].map(([lane]) => lane!),
    after
  )
  const given: Array<readonly [L, number]> = []
  let left = limit
  for (const isAhead of [false, true]) {
    const environments = round
      .filter((scope) => keysAhead.has(Turns.keyOf(scope)) === isAhead)
      .map((scope) => {
        const lanes = lanesOf.get(Turns.keyOf(scope))!
        const due = lanes.reduce((sum, { due }) => sum + due, 0)
        return { lanes, due: Math.min(due, freeOfEnvironment(places, scope)) }
      })
    for (const [nth, turns] of divided(environments, left).entries()) {
      const lanes = environments[nth]!.lanes.toSorted((a, b) => a.since - b.since || (keyOf(a) < keyOf(b) ? -1 : 1))
      for (const [nth, share] of divided(lanes, turns).entries()) if (share > 0) given.push([lanes[nth]!, share])
      left -= turns
    }
  }
  return given
}

/** Round after round one each, live or not. */
const divided = (among: ReadonlyArray<{ readonly due: number }>, limit: number): ReadonlyArray<number> =>
  Turns.shares(
    among.map(({ due }) => ({ live: true, due })),
    limit,
    0
  )
