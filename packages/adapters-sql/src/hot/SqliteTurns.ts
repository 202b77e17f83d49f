/**
 * Whose due runs are taken, on SQLite: the environments with due work are looked for one after the other in the index
 * `runs_turns`, each by one seek, so that no backlog is walked.
 */
import { type Id, type Instant, Turns } from "@nexio/core"
import type { Database } from "better-sqlite3"
import * as SqliteRound from "./SqliteRound.ts"

/** An environment with due work, in the order of the turns. */
interface DueEnvironment extends Id.Scope {
  readonly live: boolean
  /** How many it could give, as far as that is known. */
  due: number
}

interface Place extends SqliteRound.Place {
  readonly due_at: number
}

/** Gives the rowids of the runs whose turn it is. */
export const prepare = (writer: Database) => {
  const seek = writer.prepare<[number, string, string], Place>(
    `select org_id, environment_id, due_at from runs
     where live = ? and due_at is not null and (org_id, environment_id) > (?, ?)
     order by org_id, environment_id, due_at limit 1`
  )
  const round = SqliteRound.prepare(writer)
  const oldest = writer
    .prepare<[number, string, string, number, number, number], number>(
      `select rowid from runs indexed by runs_turns
       where live = ? and org_id = ? and environment_id = ? and due_at <= ? ${SqliteRound.limit} offset (select ?)`
    )
    .pluck()

  /** Environments of a kind with due work, until so many that are not ahead are found, and those ahead on the way. */
  const waiting = (live: boolean, at: Instant.Instant, enough: number, turns: Turns.Turns) => {
    const others: Array<DueEnvironment> = []
    const ahead: Array<DueEnvironment> = []
    const keysAhead = new Set(turns.ahead.map(Turns.keyOf))
    const places = round(([orgId, environmentId]) => seek.get(Number(live), orgId, environmentId), turns.after)
    if (enough === 0) return { others, ahead }
    for (const place of places) {
      if (place.due_at > at) continue
      const scope = SqliteRound.scopeOf(place)
      ;(keysAhead.has(Turns.keyOf(scope)) ? ahead : others).push({ ...scope, live, due: Number.MAX_SAFE_INTEGER })
      if (others.length === enough) break
    }
    return { others, ahead }
  }

  /** Takes what the shares give, and shares anew what an environment did not have. */
  const take = (waiting: ReadonlyArray<DueEnvironment>, at: Instant.Instant, limit: number, nonLive: number) => {
    const taken = waiting.map((): Array<number> => [])
    let short: boolean
    do {
      short = false
      for (const [nth, share] of Turns.shares(waiting, limit, nonLive).entries()) {
        const { environmentId, live, orgId } = waiting[nth]!
        const before = taken[nth]!.length
        if (share === before) continue
        taken[nth]!.push(...oldest.all(Number(live), orgId, environmentId, at, share - before, before))
        if (taken[nth]!.length === share) continue
        waiting[nth]!.due = taken[nth]!.length
        short = true
      }
    } while (short)
    return taken
  }

  return (at: Instant.Instant, limit: number, turns: Turns.Turns = Turns.anyone): ReadonlyArray<number> => {
    const live = waiting(true, at, limit, turns)
    const nonLive = waiting(false, at, Math.min(limit, turns.nonLive), turns)
    const first = Turns.inOrder([...live.others, ...nonLive.others], turns.after)
    const taken = take(first, at, limit, turns.nonLive)
    const rowids = taken.flat()
    if (rowids.length === limit) return rowids
    const takenNonLive = first.reduce((sum, { live }, nth) => (live ? sum : sum + taken[nth]!.length), 0)
    const ahead = Turns.inOrder([...live.ahead, ...nonLive.ahead], turns.after)
    return [...rowids, ...take(ahead, at, limit - rowids.length, turns.nonLive - takenNonLive).flat()]
  }
}
