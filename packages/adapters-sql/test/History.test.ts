import { Authentication, Instant, Run, Usage, UsageReports, UsageStore } from "@nexio/core"
import { Effect, Exit, Option } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Work } from "./Expected.ts"
import { history } from "./History.ts"
import { at, type Installed, onDatabase } from "./Installation.ts"
import * as Recount from "./Recount.ts"
import { runs } from "./runs.ts"
import * as Tables from "./Tables.ts"
import * as World from "./World.ts"

/** Lets histories happen, each to new orgs, and looks at what they leave. */
const after = (check: (world: World.World, path: string) => Effect.Effect<void, unknown, Installed>) =>
  fc.assert(
    fc.asyncProperty(history, (steps) =>
      onDatabase((path) =>
        Effect.gen(function* () {
          const world = yield* World.make(path)
          for (const step of steps) yield* world.perform(step)
          yield* check(world, path)
        })
      )
    ),
    runs
  )

/** How the work of a table is said to stand. */
const said = (works: ReadonlyMap<string, Work>) =>
  [...works]
    .map(([id, { dueAt = null, environmentId, status, token = null }]) => ({
      id,
      environment_id: environmentId,
      status,
      due_at: dueAt,
      lease_token: token
    }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))

const standing = (path: string, table: string) =>
  Tables.read(path, `select id, environment_id, status, due_at, lease_token from ${table} order by id`)

describe("After any history", () => {
  it("every run, delivery and endpoint stands, is due and is held as what happened to it says", () =>
    after(({ expected }, path) =>
      Effect.sync(() => {
        expect(standing(path, "runs")).toEqual(said(expected.runs))
        expect(standing(path, "deliveries")).toEqual(said(expected.deliveries))
        const endpoints = Tables.read(path, "select id, active from endpoints")
        expect(Object.fromEntries(endpoints.map(({ active, id }) => [id, active === 1]))).toEqual(
          Object.fromEntries([...expected.endpoints.values()].map(({ active, id }) => [id, active]))
        )
        // What has ended has its instant and is neither due nor held, and what has not has none.
        for (const [table, ended, open] of [
          ["runs", "completed_at", "('queued', 'processing')"],
          ["deliveries", "ended_at", "('pending')"]
        ]) {
          const odd = `select * from ${table} where (status in ${open}) = (${ended} is not null)
            or (status in ${open}) = (due_at is null) or (due_at is null and lease_token is not null)`
          expect(Tables.read(path, odd)).toEqual([])
        }
        const odd = "select * from runs where duration_ms is not max(0, completed_at - started_at)"
        expect(Tables.read(path, odd)).toEqual([])
      })
    ))

  it("usage is a recount of the histories, and an org's report the sum over its environments, deleted ones too", () =>
    after(({ expected, now }, path) =>
      Effect.gen(function* () {
        const [reports, store] = [yield* UsageReports, yield* UsageStore]
        const counted = Recount.recounted(path)
        expect(Recount.counters(path)).toEqual(counted)
        for (const orgId of new Set(expected.environments.map(({ caller }) => caller.orgId))) {
          const range = { from: Date.UTC(2027, 0, 1), to: Date.UTC(2027, 1, 1), granularity: "day" } as const
          const report = yield* at(now())(reports.report(orgId, "all", range))
          expect(report.totals).toEqual(Recount.totals(counted, orgId))
          expect(report.environments.map(({ totals }) => totals).reduce(Usage.plus, Usage.none)).toEqual(report.totals)
          const unused = report.environments.filter(({ totals }) => Object.values(totals).every((count) => count === 0))
          expect(unused.filter(({ environment }) => environment.deletedAt !== undefined)).toEqual([])
          for (const { caller } of expected.environments.filter(({ caller }) => caller.orgId === orgId)) {
            const { environmentId } = caller
            const own = Recount.totals(counted, orgId, environmentId)
            expect((yield* reports.report(orgId, environmentId, range)).totals).toEqual(own)
            const { rows } = yield* store.read(orgId, environmentId, { ...range, width: Instant.hour })
            expect(rows.filter((row) => row.environmentId !== environmentId)).toEqual([])
            expect(rows.map(({ counts }) => counts).reduce(Usage.plus, Usage.none)).toEqual(own)
            const listed = report.environments.find(({ environment }) => environment.id === environmentId)
            expect(listed?.totals ?? Usage.none).toEqual(own)
          }
        }
      })
    ))

  it("each delivery, its endpoint, its event, the event's payload and its run are of one environment", () =>
    after((_world, path) =>
      Effect.sync(() => {
        const astray = Tables.read(
          path,
          `select d.id from deliveries d
           left join endpoints p on (p.org_id, p.environment_id, p.id) = (d.org_id, d.environment_id, d.endpoint_id)
           left join events e on (e.org_id, e.environment_id, e.id) = (d.org_id, d.environment_id, d.event_id)
           left join runs r on (r.org_id, r.environment_id, r.id)
             = (d.org_id, d.environment_id, e.payload ->> '$.data.run.run_id')
           where p.id is null or r.id is null or e.payload ->> '$.environment_id' <> d.environment_id
             or e.payload ->> '$.data.run.environment_id' <> d.environment_id or e.payload ->> '$.id' <> e.id`
        )
        expect(astray).toEqual([])
        const announced = Tables.read(path, "select payload ->> '$.data.run.run_id' as run from events")
        expect(new Set(announced.map(({ run }) => run)).size).toBe(announced.length)
      })
    ))

  it("a deleted environment has no key that works, nothing queued, pending or active, and said why its runs failed", () =>
    after(({ expected }, path) =>
      Effect.gen(function* () {
        const { verify } = yield* Authentication
        for (const { active, caller, key } of expected.environments) {
          const exit = yield* Effect.exit(verify(key))
          const { environmentId, orgId } = caller
          const suspended = expected.suspended.has(orgId)
          expect(Exit.isSuccess(exit) ? exit.value : Option.getOrThrow(Exit.findErrorOption(exit))._tag).toEqual(
            !active ? "Unauthorized" : suspended ? "OrgSuspended" : expect.objectContaining({ orgId, environmentId })
          )
        }
        const gone = "(org_id, environment_id) in (select org_id, id from environments where deleted_at is not null)"
        expect(Tables.read(path, `select * from runs where status = 'queued' and ${gone}`)).toEqual([])
        expect(Tables.read(path, `select * from deliveries where status = 'pending' and ${gone}`)).toEqual([])
        expect(Tables.read(path, `select * from endpoints where active = 1 and ${gone}`)).toEqual([])
        const failed = Tables.read(
          path,
          `select r.status, r.error, r.completed_at - e.deleted_at as late from runs r
           join environments e on (e.org_id, e.id) = (r.org_id, r.environment_id)
           where r.started_at is null and r.status not in ('queued', 'cancelled')`
        )
        for (const run of failed) expect(run).toEqual({ ...Run.environmentDeleted, late: 0 })
      })
    ))
})
