/** The paces of endpoints with a rate limit, on SQLite. */
import { type Instant, type Lanes, Pace } from "@nexio/core"
import type { Database } from "better-sqlite3"

/** A lane as statements take it. */
export type Key = [orgId: string, environmentId: string, endpointId: string]

export const keyOf = ({ endpointId, environmentId, orgId }: Lanes.Lane): Key => [orgId, environmentId, endpointId]

export const prepare = (writer: Database) => {
  const any = writer.prepare("select 1 from endpoints where rate_limit_per_second is not null limit 1")
  const rateOf = writer
    .prepare<Key, number | null>(
      "select rate_limit_per_second from endpoints where org_id = ? and environment_id = ? and id = ?"
    )
    .pluck()
  const nextOf = writer
    .prepare<Key, number>(
      "select next_at from endpoint_paces where org_id = ? and environment_id = ? and endpoint_id = ?"
    )
    .pluck()
  const write = writer.prepare<[...Key, number]>(
    `insert into endpoint_paces (org_id, environment_id, endpoint_id, next_at) values (?, ?, ?, ?)
     on conflict (org_id, environment_id, endpoint_id) do update set next_at = excluded.next_at`
  )
  return {
    /** Whether any endpoint has a rate limit. */
    any: (): boolean => any.get() !== undefined,
    find: (lane: Lanes.Lane): Pace.Pace | undefined => {
      const rate = rateOf.get(...keyOf(lane)) ?? undefined
      return rate === undefined ? undefined : { rate, nextAt: nextOf.get(...keyOf(lane)) }
    },
    /** When so many attempts begin; others begin after them. */
    begin: (lane: Lanes.Lane, pace: Pace.Pace, at: Instant.Instant, count: number): ReadonlyArray<Instant.Instant> => {
      const [starts, { nextAt }] = Pace.begin(pace, at, count)
      write.run(...keyOf(lane), nextAt!)
      return starts
    }
  }
}
