/** Which due deliveries are taken, on SQLite: the lanes are looked for one after the other in `deliveries_lanes`. */
import { type Id, type Instant, Lanes, Pace, Turns } from "@nexio/core"
import type { Database } from "better-sqlite3"
import * as SqlitePaces from "./SqlitePaces.ts"
import { type Key, keyOf } from "./SqlitePaces.ts"
import * as SqliteRound from "./SqliteRound.ts"

interface Place extends SqliteRound.Place {
  readonly endpoint_id: Id.EndpointId
  readonly due_at: number
  readonly ordered: number
}

interface DueLane extends Lanes.DueLane {
  /** Of an ordered lane: what is next, since nothing of it is held. */
  readonly head?: number | undefined
  readonly pace?: Pace.Pace | undefined
}

/** What is taken: its rowid, and when it begins where that has a pace. */
export interface Taken {
  readonly rowid: number
  readonly startAt?: Instant.Instant | undefined
}

/** How many that waited are queued at once. */
const chunk = 512

const queued = "queued = 1 and due_at is not null"
const inLane = "org_id = ? and environment_id = ? and endpoint_id = ?"
/** Queues what waited until now; says whether more of that is left. */
export const prepareQueueing = (writer: Database) => {
  const queue = writer.prepare<[number, number]>(
    `update deliveries set queued = 1
     where rowid in (select rowid from deliveries where queued = 0 and due_at <= ? order by due_at limit ?)`
  )
  return (at: Instant.Instant): boolean => queue.run(at, chunk).changes === chunk
}

export const prepare = (writer: Database) => {
  const seek = writer.prepare<[...SqliteRound.After], Place>(
    `select org_id, environment_id, endpoint_id, due_at, ordered from deliveries
     where ${queued} and (org_id, environment_id, endpoint_id) > (?, ?, ?)
     order by org_id, environment_id, endpoint_id, due_at limit 1`
  )
  const ofLane = `from deliveries indexed by deliveries_lanes
    where ${queued} and ${inLane} and due_at <= ? ${SqliteRound.limit}`
  type OfLane = [...Key, at: number, limit: number]
  const count = writer.prepare<OfLane, number>(`select count(*) from (select 1 ${ofLane})`).pluck()
  const oldest = writer.prepare<OfLane, number>(`select rowid ${ofLane}`).pluck()
  const headOf = writer.prepare<Key, { readonly rowid: number; readonly queued: number; readonly due_at: number }>(
    `select rowid, queued, due_at from deliveries indexed by deliveries_ordered
     where ordered and status = 'pending' and ${inLane} limit 1`
  )
  const held = writer.prepare<Key>(
    `select 1 from deliveries indexed by deliveries_held
     where ordered and queued = 0 and lease_token is not null and ${inLane} limit 1`
  )
  const round = SqliteRound.prepare(writer)
  const paces = SqlitePaces.prepare(writer)

  const nextOf = (lane: Lanes.Lane, at: Instant.Instant): number | undefined => {
    const head = headOf.get(...keyOf(lane))!
    return head.queued === 1 && head.due_at <= at && held.get(...keyOf(lane)) === undefined ? head.rowid : undefined
  }

  const waiting = (at: Instant.Instant, limit: number, turns: Turns.Turns, places: Lanes.Places) => {
    const keysAhead = new Set(turns.ahead.map(Turns.keyOf))
    const environments = new Set<string>()
    const lanes: Array<DueLane> = []
    const isPaced = paces.any()
    const found = round(
      (after) => seek.get(...after),
      (place) =>
        Lanes.freeOfEnvironment(places, SqliteRound.scopeOf(place)) > 0
          ? [place.org_id, place.environment_id, place.endpoint_id + SqliteRound.end]
          : [place.org_id, place.environment_id + SqliteRound.end, ""],
      turns.after
    )
    for (const place of found) {
      const lane = { ...SqliteRound.scopeOf(place), endpointId: place.endpoint_id }
      const key = Turns.keyOf(lane)
      if (environments.size === limit && !environments.has(key)) break
      const pace = isPaced ? paces.find(lane) : undefined
      const free = Math.min(limit, Lanes.free(places, lane), pace === undefined ? limit : Pace.room(pace, at))
      if (place.due_at > at || free <= 0) continue
      const head = place.ordered === 1 ? nextOf(lane, at) : undefined
      if (place.ordered === 1 && head === undefined) continue
      lanes.push({ ...lane, since: place.due_at, due: head === undefined ? free : 1, head, pace })
      if (!keysAhead.has(key)) environments.add(key)
    }
    // Where there are as many environments as turns, or lanes in one, none has a second one.
    const lanesOf = Map.groupBy(lanes, Turns.keyOf)
    const hasOne = (lane: DueLane) => environments.size >= limit || lanesOf.get(Turns.keyOf(lane))!.length >= limit
    return lanes.map((lane) => ({
      ...lane,
      due: lane.due === 1 || hasOne(lane) ? 1 : count.get(...keyOf(lane), at, lane.due)!
    }))
  }

  return (at: Instant.Instant, limit: number, turns: Turns.Turns, places: Lanes.Places): ReadonlyArray<Taken> =>
    Lanes.shares(waiting(at, limit, turns, places), limit, turns, places).flatMap(([lane, share]) => {
      const rowids = lane.head === undefined ? oldest.all(...keyOf(lane), at, share) : [lane.head]
      const starts = lane.pace && paces.begin(lane, lane.pace, at, share)
      return rowids.map((rowid, nth) => ({ rowid, startAt: starts?.[nth] }))
    })
}
