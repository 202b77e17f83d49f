import type { PgConnection } from "@effect/sql-pg"
import { Authentication, DeliveryStore, RunStore } from "@nexio/core"
import { Effect, Exit, Layer, Redacted } from "effect"
import { describe, expect, it } from "vitest"
import { PostgresDatabase } from "../../src/index.ts"
import * as Crowd from "./Crowd.ts"
import { operations } from "./Operations.ts"
import * as PostgresServer from "./PostgresServer.ts"
import * as PostgresTables from "./PostgresTables.ts"
import * as PostgresTest from "./PostgresTest.ts"
import * as Tenants from "./Tenants.ts"
import * as Watched from "./Watched.ts"

type Sent = readonly [sql: string, parameters: ReadonlyArray<unknown>]

const batched: Array<Sent> = []
const others: Array<Sent> = []

const noted =
  (where: Array<Sent>): Watched.Through =>
  (sql, parameters) => {
    where.push([sql, parameters])
    return sql
  }

const onServer = PostgresServer.open((url) =>
  PostgresServer.on(Layer.provide(Watched.batches(noted(batched)), PostgresDatabase.layer(url)))
)

/** Indexes that are read without a key: of few rows, or in their order until a page is full. */
const readInOrder = ["orgs_suspended", "orgs_pkey"]

/** The nodes of a plan that read all there is in a table, or in an index of it. */
const wholeTables = (plan: unknown): ReadonlyArray<string> => {
  if (typeof plan !== "object" || plan === null) return []
  const node = plan as Record<string, unknown>
  const index = node["Index Name"]
  const isWhole =
    node["Node Type"] === "Seq Scan" ||
    (typeof index === "string" && node["Index Cond"] === undefined && !readInOrder.includes(index))
  const own = isWhole ? [`${node["Node Type"]} on ${index ?? node["Relation Name"]}`] : []
  return [...own, ...Object.values(node).flatMap(wholeTables)]
}

const planOf = (result: PgConnection.Result) => result.rows.map((row) => Object.values(row)[0])

const isPlanned = ([sql]: Sent) =>
  /^\s*(select|insert|update|delete|with)\b/i.test(sql) && !/set_config|advisory/.test(sql)

/** Plans statements on a session, as a transaction that names an org sends them. */
const plan = Effect.fnUntraced(function* (
  session: PgConnection.PgConnection,
  orgId: string,
  statements: ReadonlyArray<Sent>
) {
  const found: Record<string, ReadonlyArray<string>> = {}
  for (const [sql, parameters] of statements.filter(isPlanned)) {
    yield* session.query("begin")
    yield* session.query("select set_config('nexio.orgs', $1, true)", [orgId])
    const tables = wholeTables(planOf(yield* session.query(`explain (format json) ${sql}`, parameters, false)))
    if (tables.length > 0) found[sql] = tables
    yield* session.query("rollback")
  }
  return found
})

describe("On tables of some thousand rows, no table is read as a whole", () => {
  it("by what a server sends for whichever operation", () =>
    onServer((test) =>
      Effect.gen(function* () {
        const [tenant] = yield* Tenants.two(test)
        yield* Crowd.fill(test.admin)
        batched.length = 0
        others.length = 0
        const list = RunStore.use((runs) => runs.list(tenant.queued, { status: "failed" }, { limit: 20 }))
        const { run_id } = JSON.parse(tenant.claimedDelivery.event.payload).data.run
        const told = DeliveryStore.use((deliveries) => deliveries.listOfRun(tenant.queued, run_id, { limit: 20 }))
        const all = [list, told, ...Object.values(operations).map(({ perform }) => perform(tenant))]
        const exits = yield* Watched.statements(noted(others))(
          Effect.forEach(all, (operation) => Effect.exit(operation))
        )
        expect(exits.every(Exit.isSuccess)).toBe(true)
        const { batches, connect } = yield* PostgresDatabase
        expect(batched.filter(isPlanned).length).toBeGreaterThan(5)
        expect(others.filter(isPlanned).length).toBeGreaterThan(20)
        expect(yield* batches.use((session) => plan(session, tenant.orgId, batched.slice()))).toEqual({})
        expect(yield* plan(yield* connect, tenant.orgId, others.slice())).toEqual({})
      })
    ))

  it("by the functions that look across orgs", () =>
    onServer((test) =>
      Effect.gen(function* () {
        yield* Crowd.fill(test.admin)
        const functions = yield* test.admin<{
          readonly name: string
          readonly settings: ReadonlyArray<string>
          readonly body: string
          readonly arguments: string
        }>`select proname::text as name, proconfig as settings, pg_get_function_sqlbody(oid) as body,
             pg_get_function_identity_arguments(oid) as arguments
           from pg_proc where pronamespace = 'nexio'::regnamespace and prosecdef and prosqlbody is not null order by 1`
        expect(functions.length).toBeGreaterThan(4)
        const session = yield* PostgresTest.session(test)
        for (const { arguments: taken, body, name, settings } of functions) {
          const query = taken.split(", ").reduce(
            (sql, argument, nth) => {
              const [parameter, type] = argument.split(" ")
              return sql.replaceAll(`${name}.${parameter}`, `$${nth + 1}::${type}`)
            },
            body.replace(/^BEGIN ATOMIC/, "").replace(/;\s*END$/, "")
          )
          yield* session.query("begin")
          yield* session.query("set local role nexio_across")
          for (const setting of settings) {
            const [key, value] = setting.split("=")
            yield* session.query("select set_config($1, $2, true)", [key, value])
          }
          yield* session.query(
            "create or replace function pg_temp.plan(query text) returns setof json language plpgsql as $$ begin return query execute query; end $$"
          )
          for (const statement of query.split(/;\n/)) {
            const explained = `explain (generic_plan, format json) ${statement}`
            const tables = wholeTables(planOf(yield* session.query("select * from pg_temp.plan($1)", [explained])))
            expect(tables, name).toEqual([])
          }
          yield* session.query("rollback")
        }
      })
    ))

  it("by a claim of runs, which looks for them environment by environment", () =>
    onServer((test) =>
      Effect.gen(function* () {
        const [tenant] = yield* Tenants.two(test)
        yield* Crowd.fill(test.admin)
        const session = yield* PostgresTest.session(test)
        yield* session.query("begin")
        const { environmentId, orgId } = tenant.queued
        const claimed = yield* session.query(
          `select (run).id from nexio.claim_runs($1, $2, 'a token', 10, $3::uuid, $4::uuid, array[$3::uuid],
             array[$4::uuid], 10)`,
          [Date.UTC(2100, 0), Date.UTC(2100, 1), orgId, environmentId]
        )
        expect(claimed.rows.length).toBeGreaterThan(1)
        const scanned = yield* session.query(
          "select relname from pg_stat_xact_user_tables where schemaname = 'nexio' and seq_scan > 0"
        )
        expect(scanned.rows).toEqual([])
        yield* session.query("rollback")
      })
    ))
})

describe("A claim of deliveries", () => {
  it("reads few of a lane's backlog, and of what waits for retries, also where the planner has no statistics", () =>
    onServer((test) =>
      Effect.gen(function* () {
        const [tenant] = yield* Tenants.two(test)
        const { environmentId, eventId, orgId } = tenant.claimedDelivery.delivery
        const endpointId = tenant.endpoint.id
        const session = yield* PostgresTest.session(test)
        yield* session.query("begin")
        for (const [queued, due] of [
          [true, Tenants.now],
          [false, Date.UTC(2100, 0)]
        ]) {
          yield* session.query(
            `insert into nexio.deliveries (org_id, environment_id, id, endpoint_id, event_id, event_type, url, status,
               failures, created_at, due_at, queued)
             select $1::uuid, $2::uuid, gen_random_uuid(), $3::uuid, $4, 'run.completed', 'https://example.com',
               'pending', 0, n, $5::bigint + n, $6::boolean from generate_series(1, 5000) as n`,
            [orgId, environmentId, endpointId, eventId, due, queued]
          )
        }
        yield* session.query("commit")
        yield* session.query("begin")
        const at = Tenants.now + 10_000
        const lanes = yield* session.query(
          "select * from nexio.due_lanes($1, 10, null, null, '{}', 64, 128, '{}'::jsonb, '{}'::jsonb)",
          [at]
        )
        expect(lanes.rows).toMatchObject([{ endpoint_id: endpointId, due: 10 }])
        const claimed = yield* session.query(
          `select (delivery).id from nexio.claim_deliveries($1, $2, 'a token', array[$3::uuid], array[$4::uuid],
             array[$5::uuid], array[false], array[10::bigint])`,
          [at, at + 1, orgId, environmentId, endpointId]
        )
        expect(claimed.rows.length).toBe(10)
        const read = yield* session.query(
          `select seq_tup_read::integer as whole, idx_tup_fetch::integer as found from pg_stat_xact_user_tables
           where schemaname = 'nexio' and relname = 'deliveries'`
        )
        const { found, whole } = read.rows[0] as { readonly found: number; readonly whole: number }
        expect(whole).toBe(0)
        expect(found).toBeLessThan(100)
        yield* session.query("rollback")
      })
    ))

  it("looks for as many lanes as it has turns, however many have something due", () =>
    onServer((test) =>
      Effect.gen(function* () {
        const [tenant] = yield* Tenants.two(test)
        const { environmentId, eventId, orgId } = tenant.claimedDelivery.delivery
        const session = yield* PostgresTest.session(test)
        yield* session.query("begin")
        yield* session.query(
          `insert into nexio.deliveries (org_id, environment_id, id, endpoint_id, event_id, event_type, url, status,
             failures, created_at, due_at)
           select $1::uuid, $2::uuid, gen_random_uuid(), gen_random_uuid(), $3, 'run.completed', 'https://example.com',
             'pending', 0, n, $4 from generate_series(1, 2000) as n`,
          [orgId, environmentId, eventId, Tenants.now]
        )
        const lookedAt = `select idx_tup_fetch::integer as found from pg_stat_xact_user_tables
          where schemaname = 'nexio' and relname = 'deliveries'`
        const before = (yield* session.query(lookedAt)).rows[0] as { readonly found: number }
        const lanes = yield* session.query(
          "select * from nexio.due_lanes($1, 20, null, null, '{}', 64, 128, '{}'::jsonb, '{}'::jsonb)",
          [Tenants.now + 10_000]
        )
        const after = (yield* session.query(lookedAt)).rows[0] as { readonly found: number }
        expect(lanes.rows.length).toBe(20)
        expect(after.found - before.found).toBeLessThan(200)
        yield* session.query("rollback")
      })
    ))
})

describe("Keys that many callers show at once", () => {
  it("are looked up with few statements, and nothing is written", () =>
    onServer((test) =>
      Effect.gen(function* () {
        yield* Tenants.two(test)
        const authentication = yield* Authentication
        const before = yield* PostgresTables.touched(test.admin)
        batched.length = 0
        const shown = Array.from({ length: 200 }, (_, nth) => `nx_dev_${nth.toString(16).padStart(64, "0")}`)
        const told = yield* Effect.forEach(shown, (text) => Effect.flip(authentication.verify(Redacted.make(text))), {
          concurrency: "unbounded"
        })
        expect(told.every(({ _tag }) => _tag === "Unauthorized")).toBe(true)
        expect(batched.length).toBeLessThanOrEqual(2)
        expect(yield* PostgresTables.touched(test.admin)).toEqual(before)
      })
    ))
})
