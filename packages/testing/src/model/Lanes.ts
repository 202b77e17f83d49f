import { type Id, Lanes, Turns } from "@nexio/core"
import { type DeliveryWork, isIn } from "./State.ts"

/**
 * Of what is due, what has its turn: one of each environment in a round, then the next round; of an environment one of
 * the lane that had the fewest turns, and of those alike the one that waits longest.
 */
export const takeLanes = (
  due: ReadonlyArray<DeliveryWork>,
  limit: number,
  { after, ahead }: Turns.Turns = Turns.anyone,
  places: Lanes.Places = Lanes.unbounded
): ReadonlyArray<DeliveryWork> => {
  const inLine = due.toSorted((a, b) => a.dueAt! - b.dueAt! || (a.item.id < b.item.id ? -1 : 1))
  const lanes = Map.groupBy(inLine, ({ item }) => Lanes.keyOf(item))
  const since = (work: DeliveryWork) => lanes.get(Lanes.keyOf(work.item))![0]!.dueAt!
  const taken: Array<DeliveryWork> = []

  const next = (scope: Id.Scope): DeliveryWork | undefined => {
    const left = Lanes.left(
      places,
      taken.map(({ item }) => item)
    )
    const turnsOf = (key: string) => taken.filter(({ item }) => Lanes.keyOf(item) === key).length
    return [...lanes]
      .filter(([, [first]]) => isIn(scope)(first!.item) && Lanes.free(left, first!.item) > 0)
      .flatMap(([key, all]) => all.slice(turnsOf(key), turnsOf(key) + 1).map((work) => [turnsOf(key), work] as const))
      .toSorted(
        ([a, one], [b, other]) =>
          a - b || since(one) - since(other) || (one.item.endpointId < other.item.endpointId ? -1 : 1)
      )[0]?.[1]
  }

  const keysAhead = new Set(ahead.map(Turns.keyOf))
  const scopes = new Map(inLine.map(({ item }) => [Turns.keyOf(item), item]))
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
