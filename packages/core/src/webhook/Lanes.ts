/**
 * Lanes: how deliveries have their turns, so that neither a backlog nor a receiver that hangs is in the way of others.
 *
 * A lane is an endpoint's share of what a dispatcher has under way. Environments, live or not, have their turns as
 * {@link Turns} says, and in each its lanes take them round after round, in the order of their keys; the next claim goes
 * on after the lane that had the environment's last turn. No lane and no environment gets more than it has places free.
 */
import type { EndpointId, Scope } from "../id/Id.ts"
import * as Turns from "../work/Turns.ts"

/** Whose deliveries stand in line together. */
export interface Lane extends Scope {
  readonly endpointId: EndpointId
}

/** A lane's place among others: that of its environment, and itself. */
export const keyOf = (lane: Lane): string => `${Turns.keyOf(lane)} ${lane.endpointId}`

/** How many deliveries of each may be claimed, and whose turn it is, as data for a claim. */
export interface Places {
  /** Of a lane that is not among `lanes`. */
  readonly perLane: number
  /** Of an environment that is not among `environments`. */
  readonly perEnvironment: number
  /** By {@link keyOf}. */
  readonly lanes: ReadonlyMap<string, number>
  /** By the key of {@link Turns}. */
  readonly environments: ReadonlyMap<string, number>
  /** Which lane had the last turn of an environment, by the key of {@link Turns}. Default: its round begins anew. */
  readonly after: ReadonlyMap<string, EndpointId>
}

/** Places for whatever is due. */
export const unbounded: Places = {
  perLane: Number.MAX_SAFE_INTEGER,
  perEnvironment: Number.MAX_SAFE_INTEGER,
  lanes: new Map(),
  environments: new Map(),
  after: new Map()
}

/** How many a lane may give, as it and its environment have places. */
export const free = (places: Places, lane: Lane): number =>
  Math.min(places.lanes.get(keyOf(lane)) ?? places.perLane, freeOfEnvironment(places, lane))

/** How many an environment may give, whatever its lanes. */
export const freeOfEnvironment = (places: Places, scope: Scope): number =>
  places.environments.get(Turns.keyOf(scope)) ?? places.perEnvironment

/** Lanes of an environment in the order in which they have their turns after one of them had its own. */
export const inOrder = <L extends Lane>(lanes: ReadonlyArray<L>, after: EndpointId | undefined): ReadonlyArray<L> => {
  const place = ({ endpointId }: L) => `${after === undefined || endpointId > after ? 0 : 1} ${endpointId}`
  return lanes.toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
}

/** Which lanes had the last turns of their environments, once these were given. */
export const last = (after: Places["after"], given: ReadonlyArray<Lane>): Places["after"] => {
  const lanes = [...Map.groupBy(given, Turns.keyOf)].map(
    ([key, ofEnvironment]) => [key, inOrder(Turns.most(ofEnvironment, keyOf), after.get(key)).at(-1)!] as const
  )
  return new Map([...after, ...lanes.map(([key, { endpointId }]) => [key, endpointId] as const)])
}

/** The places that are left once some of these lanes were given. */
export const left = (places: Places, given: ReadonlyArray<Lane>): Places => {
  if (given.length === 0) return places
  const lanes = new Map(places.lanes)
  const environments = new Map(places.environments)
  for (const lane of given) {
    lanes.set(keyOf(lane), (lanes.get(keyOf(lane)) ?? places.perLane) - 1)
    environments.set(Turns.keyOf(lane), freeOfEnvironment({ ...places, environments }, lane) - 1)
  }
  return { ...places, lanes, environments, after: last(places.after, given) }
}

/** The places where these lanes are to give nothing more. */
export const without = (places: Places, lanes: ReadonlyArray<Lane>): Places => ({
  ...places,
  lanes: new Map([...places.lanes, ...lanes.map((lane) => [keyOf(lane), 0] as const)])
})

/**
 * How many of `limit` each of the lanes gives, of those that give any.
 *
 * `waiting` has environments, and of each the lanes with something due and a place, in the order of their turns. None of
 * them is looked for before its turn comes, and `dueOf`, how many a lane has due and places for, is asked once a second
 * turn may come: so what this costs goes by what it gives, however many wait.
 */
export const shares = <L extends Lane>(
  waiting: Iterable<readonly [environment: Scope, lanes: Iterable<L>]>,
  limit: number,
  turns: Pick<Turns.Turns, "ahead">,
  places: Places,
  dueOf: (lane: L) => number
): ReadonlyMap<L, number> => {
  const keysAhead = new Set(turns.ahead.map(Turns.keyOf))
  const given = new Map<L, number>()
  let left = limit
  const hasTurn = (environment: Round<L>): boolean => {
    const lane = left > 0 && environment.free > 0 ? environment.turns.next().value : undefined
    if (lane === undefined) return false
    given.set(lane, (given.get(lane) ?? 0) + 1)
    environment.free -= 1
    left -= 1
    return true
  }
  const roundAfterRound = (environments: ReadonlyArray<Round<L>>): void => {
    for (let open = environments; open.length > 0; ) open = open.filter(hasTurn)
  }
  const inTime: Array<Round<L>> = []
  const ahead: Array<Round<L>> = []
  for (const [scope, lanes] of waiting) {
    if (left <= 0) break
    const environment = { free: freeOfEnvironment(places, scope), turns: turnsOf(lanes, dueOf) }
    if (keysAhead.has(Turns.keyOf(scope))) ahead.push(environment)
    else if (hasTurn(environment)) inTime.push(environment)
  }
  roundAfterRound(inTime)
  roundAfterRound(ahead)
  return given
}

/** An environment's turns, and for how many of them it has places. */
interface Round<L> {
  readonly turns: Iterator<L, undefined>
  free: number
}

/** One turn of each lane, round after round. */
function* turnsOf<L>(lanes: Iterable<L>, dueOf: (lane: L) => number): Generator<L, undefined> {
  const seen: Array<L> = []
  for (const lane of lanes) {
    seen.push(lane)
    yield lane
  }
  let round = seen.map((lane) => ({ lane, left: dueOf(lane) }))
  while (round.length > 0) {
    for (const one of round) one.left -= 1
    round = round.filter(({ left }) => left > 0)
    for (const { lane } of round) yield lane
  }
}
