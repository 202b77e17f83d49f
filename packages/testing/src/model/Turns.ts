import { type Run, Slug, Turns } from "@nexio/core"
import type { Work } from "./State.ts"

/** Of what is due, the longest due first, what has its turn: one of each environment in a round, then the next round. */
export const takeTurns = <W extends Work<Run.Run>>(
  due: ReadonlyArray<W>,
  limit: number,
  turns: Turns.Turns = Turns.anyone
): ReadonlyArray<W> => {
  const keysAhead = new Set(turns.ahead.map(Turns.keyOf))
  const waiting = Map.groupBy(due, ({ item }) => Turns.keyOf(item))
  const scopes = Turns.inOrder(
    [...waiting.values()].map(([first]) => first!.item),
    turns.after
  )
  const taken: Array<W> = []
  for (const ahead of [false, true]) {
    const round = scopes.map(Turns.keyOf).filter((key) => keysAhead.has(key) === ahead)
    for (let nth = 0; round.some((key) => waiting.get(key)!.length > nth); nth += 1) {
      for (const key of round) {
        const work = waiting.get(key)![nth]
        if (work === undefined || taken.length === limit) continue
        const live = work.item.environment === Slug.live
        const others = taken.filter(({ item }) => item.environment !== Slug.live).length
        if (live || others < turns.nonLive) taken.push(work)
      }
    }
  }
  return taken
}
