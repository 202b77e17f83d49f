/**
 * A past of completed runs of an org's live environment, spread evenly over the last whole month, and the usage that they
 * are counted as: SQL on the real schema, since the way in through the server would take hours.
 */
import { Instant } from "@nexio/core"

const today = new Date()
export const from = Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - 1, 1)
export const to = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), 1)

const durationMs = 12
const columns = `org_id, environment_id, id, environment, engine, status, created_at, started_at, completed_at,
  duration_ms, input, output, release`
const cells = (id: string) =>
  `org_id, id, ${id}, slug, 'default', 'completed', at, at, at + ${durationMs}, ${durationMs}, '{"n":1}', '{"n":1}', '1.0'`
const environment = (org: string) => `where slug = 'live' and org_id = '${org}'`

/** The instant of the n-th of so many: the last one ends within the month. */
const at = (count: number) => `${from} + n * ${to - from - 1_000} / ${count}`

const usage = `org_id, environment_id, hour, runs_submitted, runs_completed, runs_degraded, runs_failed,
  runs_cancelled, run_duration_ms, deliveries_succeeded, deliveries_failed`
const hour = (column: string) => `${column} - ${column} % ${Instant.hour}`
const submitted = (runs: string, org: string) =>
  `select org_id, environment_id, ${hour("created_at")} as hour, count(*) as submitted, 0 as completed, 0 as took
  from ${runs} where org_id = '${org}' group by 1, 2, 3`
const ended = (runs: string, org: string) =>
  `select org_id, environment_id, ${hour("completed_at")} as hour, 0 as submitted, count(*) as completed,
    sum(duration_ms) as took
  from ${runs} where org_id = '${org}' group by 1, 2, 3`

/** So many runs, and their usage. */
export const sqlite = (org: string, count: number): ReadonlyArray<string> => [
  `with recursive nth(n) as (select 0 union all select n + 1 from nth where n < ${count - 1}),
    instants(n, at) as (select n, ${at(count)} from nth)
  insert into runs (${columns})
  select ${cells("printf('%08x-%04x-7000-8000-%012x', at >> 16, at & 65535, n)")}
  from environments cross join instants ${environment(org)}`,
  `insert into usage (${usage})
  select org_id, environment_id, hour, sum(submitted), sum(completed), 0, 0, 0, sum(took), 0, 0
  from (${submitted("runs", org)} union all ${ended("runs", org)}) group by 1, 2, 3`
]

/** The same on PostgreSQL, where submissions and ends are counted in lanes of their own. */
export const postgres = (org: string, count: number): ReadonlyArray<string> => [
  `insert into nexio.runs (${columns})
  select ${cells("(overlay(lpad(to_hex(at), 12, '0') placing '-' from 9 for 0) || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid")}
  from nexio.environments
  cross join (select n, ${at(count)} as at from generate_series(0, ${count - 1}::bigint) as n) as instants
  ${environment(org)}`,
  ...[submitted, ended].map(
    (counted, nth) => `insert into nexio.usage (${usage}, lane)
  select org_id, environment_id, hour, submitted, completed, 0, 0, 0, took, 0, 0, ${nth + 1}
  from (${counted("nexio.runs", org)}) as counted`
  )
]

/** The id after which a page begins that so many runs are before. */
export const position = (runs: string, org: string, before: number): string =>
  `select id from ${runs} where org_id = '${org}' order by environment_id desc, id desc limit 1 offset ${before - 1}`
