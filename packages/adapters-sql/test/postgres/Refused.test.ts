import { EnvironmentStore, RunStore } from "@nexio/core"
import type { PostgresCluster } from "@nexio/testing/postgres"
import { Effect, Exit } from "effect"
import { describe, expect, it } from "vitest"
import * as OwnCluster from "./OwnCluster.ts"
import * as PostgresServer from "./PostgresServer.ts"
import * as Tenants from "./Tenants.ts"

const onCluster = OwnCluster.open()

const together = { concurrency: "unbounded" } as const

/** A database that was migrated, and a superuser's client of it. */
const migrated = Effect.fnUntraced(function* (cluster: PostgresCluster, name: string) {
  const sql = yield* OwnCluster.admin(cluster)
  yield* sql.unsafe(`create database ${name}`)
  yield* OwnCluster.start(OwnCluster.urlOf(cluster, name))
  return yield* OwnCluster.admin(cluster, name)
})

const refused = {
  "a superuser": ["alter role nexio_server superuser", "alter role nexio_server nosuperuser"],
  "one who bypasses row-level security": ["alter role nexio_server bypassrls", "alter role nexio_server nobypassrls"],
  "one who sees a table that has no policy forced": [
    "alter table nexio.runs no force row level security",
    "alter table nexio.runs force row level security"
  ],
  "one who owns a table": [
    "alter table nexio.usage owner to nexio_server",
    "alter table nexio.usage owner to postgres"
  ],
  "one who is lent what looks across orgs": [
    "grant nexio_across to nexio_server",
    "revoke nexio_across from nexio_server"
  ],
  "one who owns them as a member of another": ["grant postgres to nexio_server", "revoke postgres from nexio_server"]
} as const

describe("A server does not start", () => {
  it("where the role that it works as is too powerful: it says which, and what it should be", () =>
    onCluster((cluster) =>
      Effect.gen(function* () {
        const sql = yield* migrated(cluster, "powerful")
        for (const [who, [grant, revoke]] of Object.entries(refused)) {
          yield* sql.unsafe(grant)
          expect(yield* Effect.flip(OwnCluster.start(OwnCluster.urlOf(cluster, "powerful"))), who).toMatchObject({
            _tag: "DatabaseRefused",
            message: expect.stringMatching(/nexio_server.*make it a plain one/)
          })
          yield* sql.unsafe(revoke)
          expect(Exit.isSuccess(yield* Effect.exit(OwnCluster.start(OwnCluster.urlOf(cluster, "powerful")))), who).toBe(
            true
          )
        }
      })
    ))

  it("where it cannot log in, or not take its role: it says what the database said", () =>
    onCluster((cluster) =>
      Effect.gen(function* () {
        const sql = yield* migrated(cluster, "elsewhere")
        yield* sql.unsafe("create role stranger login")
        const wrong = [
          OwnCluster.urlOf(cluster, "elsewhere", "stranger"),
          OwnCluster.urlOf(cluster, "elsewhere", "nobody_at_all"),
          OwnCluster.urlOf(cluster, "not_there")
        ]
        const said = yield* Effect.forEach(wrong, (url) => Effect.flip(OwnCluster.start(url)))
        expect(said.map(({ message }) => message)).toEqual([
          expect.stringMatching(/permission denied/),
          expect.stringMatching(/nobody_at_all/),
          expect.stringMatching(/not_there/)
        ])
      })
    ))
})

describe("A database that crashes", () => {
  it("keeps all that was acknowledged, its clients hear that storage is unavailable, and go on once it is back", () =>
    onCluster((cluster) =>
      Effect.gen(function* () {
        const sql = yield* OwnCluster.admin(cluster)
        yield* sql.unsafe("create database crashing")
        yield* Effect.gen(function* () {
          const [tenant] = yield* Tenants.make(1)
          const store = yield* RunStore
          const environments = yield* EnvironmentStore
          const submit = Effect.flatMap(Tenants.another(tenant!), (run) => Effect.as(store.submit(run), run))
          const submitting = Effect.forEach(Array.from({ length: 400 }), () => Effect.exit(submit), { concurrency: 20 })
          const reading = Effect.forEach(
            Array.from({ length: 100 }),
            () => Effect.exit(environments.tenancy(tenant!.orgId)),
            { concurrency: 4 }
          )
          const crash = Effect.promise(() => cluster.restart("immediate"))
          const [submitted, read] = yield* Effect.all([submitting, reading, crash], together)
          const failed = [...submitted.filter(Exit.isFailure), ...read.filter(Exit.isFailure)]
          for (const { cause } of failed) {
            expect(cause.reasons).toMatchObject([{ _tag: "Fail", error: { _tag: "StorageUnavailable" } }])
          }
          const acknowledged = submitted.filter(Exit.isSuccess).map(({ value }) => value)
          const again = yield* Effect.retry(submit, { times: 50 })
          for (const run of [...acknowledged, again]) expect(yield* store.find(run, run.id)).toEqual(run)
        }).pipe(Effect.provide(PostgresServer.layer(OwnCluster.urlOf(cluster, "crashing"))))
      })
    ))
})
