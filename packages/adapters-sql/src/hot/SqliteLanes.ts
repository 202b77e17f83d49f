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

/** A lane that could give some. */
interface DueLane extends Lanes.Lane {
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

  return (at: Instant.Instant, limit: number, turns: Turns.Turns, places: Lanes.Places): ReadonlyArray<Taken> => {
    const isPaced = paces.any()

    /** How many a lane may give, whatever is due. */
    const freeOf = (lane: DueLane) =>
      Math.min(limit, Lanes.free(places, lane), lane.pace === undefined ? limit : Pace.room(lane.pace, at))

    /** An environment's lanes with something due and a place, in the order of their turns. */
    function* lanesOf({ environmentId, orgId }: Id.Scope): Generator<DueLane> {
      const last = places.after.get(Turns.keyOf({ environmentId, orgId }))
      const found = SqliteRound.around<Place>({
        seek: (from) => {
          const place = seek.get(...from)
          return place?.org_id === orgId && place.environment_id === environmentId ? place : undefined
        },
        next: ({ endpoint_id }) => [orgId, environmentId, endpoint_id + SqliteRound.end],
        beginning: [orgId, environmentId, ""],
        last: last && {
          from: [orgId, environmentId, last + SqliteRound.end],
          isBefore: ({ endpoint_id }) => last < endpoint_id
        }
      })
      for (const { due_at, endpoint_id, ordered } of found) {
        const key = { orgId, environmentId, endpointId: endpoint_id }
        const lane = { ...key, pace: isPaced ? paces.find(key) : undefined }
        if (due_at > at || freeOf(lane) <= 0) continue
        const head = ordered === 1 ? nextOf(lane, at) : undefined
        if (ordered === 0 || head !== undefined) yield { ...lane, head }
      }
    }

    function* waiting(): Generator<readonly [Id.Scope, Generator<DueLane>]> {
      for (const place of round((from) => seek.get(...from), turns.after)) {
        const scope = SqliteRound.scopeOf(place)
        yield [scope, lanesOf(scope)]
      }
    }

    const dueOf = (lane: DueLane) => (lane.head === undefined ? count.get(...keyOf(lane), at, freeOf(lane))! : 1)
    return [...Lanes.shares(waiting(), limit, turns, places, dueOf)].flatMap(([lane, share]) => {
      const rowids = lane.head === undefined ? oldest.all(...keyOf(lane), at, share) : [lane.head]
      const starts = lane.pace && paces.begin(lane, lane.pace, at, share)
      return rowids.map((rowid, nth) => ({ rowid, startAt: starts?.[nth] }))
    })
  }
}
