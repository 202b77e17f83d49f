import { type Id, type Instant, Lanes, Pace, Turns } from "@nexio/core"
import * as Leases from "./Leases.ts"
import { type DeliveryWork, isIn, isOne, type State } from "./State.ts"

/** What a claim is told of whose turn it is, and who has places. */
interface Asked {
  readonly limit: number
  readonly turns?: Turns.Turns | undefined
  readonly places?: Lanes.Places | undefined
}

/**
 * Of what is due, what has its turn: one of each environment in a round, then the next round; of an environment one of
 * the lane that had the fewest turns, and of those alike the one that is next in its round.
 */
export const takeLanes = (
  state: State,
  at: Instant.Instant,
  { limit, places = Lanes.unbounded, turns: { after, ahead } = Turns.anyone }: Asked
): ReadonlyArray<DeliveryWork> => {
  const inLine = Leases.due(state, state.deliveries, at).toSorted(
    (a, b) => a.dueAt! - b.dueAt! || (a.item.id < b.item.id ? -1 : 1)
  )
  const lanes = [...Map.groupBy(inLine, ({ item }) => Lanes.keyOf(item))].map(([key, all]) => ({
    key,
    lane: all[0]!.item,
    given: given(state, at, all)
  }))
  const taken: Array<DeliveryWork> = []

  const next = (scope: Id.Scope): DeliveryWork | undefined => {
    const left = Lanes.left(
      places,
      taken.map(({ item }) => item)
    )
    const those = lanes
      .filter(({ lane }) => isIn(scope)(lane) && Lanes.free(left, lane) > 0)
      .map((lane) => ({ ...lane, turns: taken.filter(({ item }) => Lanes.keyOf(item) === lane.key).length }))
      .filter(({ given, turns }) => turns < given.length)
    return Lanes.inOrder(
      those.map((one) => ({ ...one.lane, one })),
      places.after.get(Turns.keyOf(scope))
    )
      .map(({ one }) => one)
      .toSorted((a, b) => a.turns - b.turns)
      .map(({ given, turns }) => given[turns]!)[0]
  }

  const keysAhead = new Set(ahead.map(Turns.keyOf))
  const scopes = new Map(lanes.map(({ lane }) => [Turns.keyOf(lane), lane]))
  for (const isAhead of [false, true]) {
    const round = Turns.inOrder(
      [...scopes].filter(([key]) => keysAhead.has(key) === isAhead).map(([, scope]) => scope),
      after
    )
    for (let before = -1; before < taken.length; ) {
      before = taken.length
      for (const scope of round) {
        const work = taken.length < limit ? next(scope) : undefined
        if (work !== undefined) taken.push(work)
      }
    }
  }
  return taken
}

/** What a lane gives of what is due in it: of one with an order its head, of one with a pace what may begin soon. */
const given = (state: State, at: Instant.Instant, due: ReadonlyArray<DeliveryWork>): ReadonlyArray<DeliveryWork> => {
  const { item } = due[0]!
  const pending = state.deliveries.filter(
    (work) => Lanes.keyOf(work.item) === Lanes.keyOf(item) && work.item.status === "pending"
  )
  const [head] = pending.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
  const isHeld = pending.some(({ dueAt, token }) => token !== undefined && dueAt! > at)
  const pace = paceOf(state, item)
  return due
    .filter((work) => !item.ordered || (work === head && !isHeld))
    .slice(0, pace === undefined ? Infinity : Pace.room(pace, at))
}

const placeOf = ({ item }: DeliveryWork): string => `${item.eventId} ${item.id}`

const paceOf = (state: State, lane: Lanes.Lane): Pace.Pace | undefined => {
  const { rateLimitPerSecond: rate } = state.endpoints.find(isOne(lane, lane.endpointId))!
  return rate === undefined ? undefined : { rate, nextAt: state.paces.get(Lanes.keyOf(lane)) }
}

/** When what was taken begins, of lanes with a pace, and how far these are after it. */
export const begin = (state: State, at: Instant.Instant, taken: ReadonlyArray<DeliveryWork>) => {
  const starts = new Map<DeliveryWork, Instant.Instant>()
  const paces = new Map(state.paces)
  for (const [key, works] of Map.groupBy(taken, ({ item }) => Lanes.keyOf(item))) {
    const pace = paceOf(state, works[0]!.item)
    if (pace === undefined) continue
    const [begun, after] = Pace.begin(pace, at, works.length)
    for (const [nth, work] of works.entries()) starts.set(work, begun[nth]!)
    paces.set(key, after.nextAt!)
  }
  return { starts, paces }
}
