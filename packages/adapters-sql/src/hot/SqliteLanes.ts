/** Which due deliveries are taken, on SQLite: the lanes are looked for one after the other in `deliveries_lanes`. */
import { type Id, type Instant, Lanes, Turns } from "@nexio/core"
import type { Database } from "better-sqlite3"
import * as SqliteRound from "./SqliteRound.ts"

interface Place extends SqliteRound.Place {
  readonly endpoint_id: Id.EndpointId
  readonly due_at: number
}

/** How many that waited are queued at once. */
const chunk = 512

const queued = "queued = 1 and due_at is not null"

/** Queues what waited until now; says whether more of that is left. */
export const prepareQueueing = (writer: Database) => {
  const queue = writer.prepare<[number, number]>(
    `update deliveries set queued = 1
     where rowid in (select rowid from deliveries where queued = 0 and due_at <= ? order by due_at limit ?)`
  )
  return (at: Instant.Instant): boolean => queue.run(at, chunk).changes === chunk
}

/** Gives the rowids of the deliveries that are taken. */
export const prepare = (writer: Database) => {
  const seek = writer.prepare<[...SqliteRound.After], Place>(
    `select org_id, environment_id, endpoint_id, due_at from deliveries
     where ${queued} and (org_id, environment_id, endpoint_id) > (?, ?, ?)
     order by org_id, environment_id, endpoint_id, due_at limit 1`
  )
  const ofLane = `from deliveries indexed by deliveries_lanes
    where ${queued} and org_id = ? and environment_id = ? and endpoint_id = ? and due_at <= ? ${SqliteRound.limit}`
  type OfLane = [orgId: string, environmentId: string, endpointId: string, at: number, limit: number]
  const count = writer.prepare<OfLane, number>(`select count(*) from (select 1 ${ofLane})`).pluck()
  const oldest = writer.prepare<OfLane, number>(`select rowid ${ofLane}`).pluck()
  const round = SqliteRound.prepare(writer)

  return (at: Instant.Instant, limit: number, turns: Turns.Turns, places: Lanes.Places): ReadonlyArray<number> => {
    const keysAhead = new Set(turns.ahead.map(Turns.keyOf))
    const environments = new Set<string>()
    const lanes: Array<Lanes.Waiting> = []
    const found = round(
      (after) => seek.get(...after),
      ({ endpoint_id, environment_id, org_id }) => [org_id, environment_id, endpoint_id + SqliteRound.end],
      turns.after
    )
    for (const place of found) {
      const lane = { ...SqliteRound.scopeOf(place), endpointId: place.endpoint_id }
      const key = Turns.keyOf(lane)
      if (environments.size === limit && !environments.has(key)) break
      const most = Math.min(limit, Lanes.free(places, lane))
      if (place.due_at > at || most === 0) continue
      lanes.push({ ...lane, since: place.due_at, due: most })
      if (!keysAhead.has(key)) environments.add(key)
    }
    // Where there are as many environments as turns, or lanes in one, none has a second one.
    const lanesOf = Map.groupBy(lanes, Turns.keyOf)
    const isCounted = (lane: Lanes.Lane) => environments.size < limit && lanesOf.get(Turns.keyOf(lane))!.length < limit
    const waiting = lanes.map((lane) => ({
      ...lane,
      due: isCounted(lane) ? count.get(...keyOf(lane), at, lane.due)! : 1
    }))
    return Lanes.shares(waiting, limit, turns, places).flatMap(([lane, share]) => oldest.all(...keyOf(lane), at, share))
  }
}

const keyOf = ({ endpointId, environmentId, orgId }: Lanes.Lane) => [orgId, environmentId, endpointId] as const
