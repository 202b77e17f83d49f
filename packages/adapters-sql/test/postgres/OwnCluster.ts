/** A PostgreSQL of a test file's own: roles belong to all databases of a cluster, and a crash ends them all. */
import { PgClient } from "@effect/sql-pg"
import { PostgresCluster } from "@nexio/testing/postgres"
import { Effect, Layer, Logger, Redacted, type Scope } from "effect"
import { Reactivity } from "effect/reactivity"
import { afterAll, beforeAll } from "vitest"
import { PostgresDatabase } from "../../src/index.ts"

/** Starts one for the tests of a file; gives what runs a test on it. */
export const open = () => {
  let cluster: PostgresCluster | undefined
  beforeAll(async () => {
    cluster = await PostgresCluster.start()
  })
  afterAll(() => cluster?.stop())
  return <A, E>(test: (cluster: PostgresCluster) => Effect.Effect<A, E, Scope.Scope>): Promise<A> =>
    Effect.runPromise(Effect.scoped(Effect.suspend(() => test(cluster!))).pipe(Effect.provide(Logger.layer([]))))
}

/** A client of a superuser, on one of its databases. */
export const admin = (cluster: PostgresCluster, database = "postgres") =>
  Effect.provide(PgClient.make({ url: Redacted.make(cluster.url(database)) }), Reactivity.layer)

/** The address of one of its databases, for a login. */
export const urlOf = (cluster: PostgresCluster, database: string, login = "postgres") => {
  const url = new URL(cluster.url(database))
  url.username = login
  return Redacted.make(url.href)
}

/** A start of a server: it migrates and opens the database, and closes it. */
export const start = (url: Redacted.Redacted) => Effect.scoped(Layer.build(Layer.fresh(PostgresDatabase.layer(url))))
