/**
 * A PostgreSQL database: sessions for transactions, sessions for batches, and one that listens.
 *
 * All of them work as the role `nexio_server`, taken when a session begins, whoever logged in: a superuser would see
 * every org's rows, row-level security or not.
 */
import { PgClient, PgConnection, PgPool, PgTypes } from "@effect/sql-pg"
import { Context, Duration, Effect, Layer, type Redacted, Result, type Scope } from "effect"
import { Reactivity } from "effect/reactivity"
import { SqlClient, type SqlError } from "effect/sql"
import { DatabaseRefused } from "./DatabaseRefused.ts"
import { migrate } from "./migrations/PostgresMigrations.ts"

export class PostgresDatabase extends Context.Service<
  PostgresDatabase,
  {
    /** For transactions, each on a session of its own. */
    readonly client: PgClient.PgClient
    /** For batches: who uses a session has it alone, and what it sends without waiting travels together. */
    readonly batches: PgPool.PgPool
    /** The same for looking up keys, which no batch that waits for a lock holds up. */
    readonly lookups: PgPool.PgPool
    /** The same for counting requests, which waits for nothing but what counts those of the same org. */
    readonly counts: PgPool.PgPool
    /** A session of its own, until the scope closes. */
    readonly connect: Effect.Effect<PgConnection.PgConnection, SqlError.SqlError, Scope.Scope>
  }
>()("@nexio/adapters-sql/PostgresDatabase") {
  /** Migrates the database at a URL and opens it. Refused where the role it works as could see what it should not. */
  static readonly layer = (url: Redacted.Redacted): Layer.Layer<PostgresDatabase, DatabaseRefused> =>
    Layer.effect(PostgresDatabase, open(url)).pipe(Layer.provide(Reactivity.layer))
}

/** What is a `bigint` in a table is an instant or a count, which a number holds exactly. */
export const types = PgTypes.makeRegistry()
types.register<number>(PgTypes.OID.int8, {
  encode: (value) => PgTypes.encode(BigInt(value), PgTypes.OID.int8),
  decode: (bytes) => Result.map(PgTypes.decode(bytes, PgTypes.OID.int8, 1), Number)
})

/** How long a session may be busy with one statement, wait for a lock, or stand in a transaction and do nothing. */
const bounds = { statement_timeout: "10s", lock_timeout: "5s", idle_in_transaction_session_timeout: "20s" }

/**
 * A batch finds each of its rows by its key, by a plan that is made once. Left alone, the planner reads all of a table
 * that it thinks small, as it does while it has no figures about it, and keeps that plan when the table has grown.
 */
const byKey = {
  enable_seqscan: "off",
  enable_bitmapscan: "off",
  enable_material: "off",
  enable_hashjoin: "off",
  enable_mergejoin: "off",
  plan_cache_mode: "force_generic_plan"
}

const open = Effect.fnUntraced(function* (
  url: Redacted.Redacted
): Effect.fn.Return<PostgresDatabase["Service"], DatabaseRefused, Scope.Scope | Reactivity.Reactivity> {
  // A session that waits to be told something, or for work, notices that its host has vanished.
  const login = { url, types, applicationName: "nexio", keepAlive: Duration.seconds(10) }
  const startupParameters = { role: "nexio_server", search_path: "nexio", jit: "off", ...bounds }
  const server = { ...login, startupParameters }
  yield* Effect.scoped(
    Effect.gen(function* () {
      const client = yield* PgClient.makeClient(login)
      yield* client.withTransaction(Effect.provideService(migrate(), SqlClient.SqlClient, client))
    })
  ).pipe(Effect.catchTag("SqlError", unopened))
  const client = yield* PgClient.make({ ...server, maxConnections: 10 }).pipe(Effect.mapError(refusal))
  yield* refuseTooMuchPower(client)
  const batching = {
    ...server,
    startupParameters: { ...startupParameters, ...byKey, lock_timeout: "1s" },
    multiplex: true,
    multiplexConcurrency: 1
  }
  const batches = yield* PgPool.make({ ...batching, maxConnections: 6 }).pipe(Effect.mapError(refusal))
  const lookups = yield* PgPool.make({ ...batching, maxConnections: 2 }).pipe(Effect.mapError(refusal))
  const counts = yield* PgPool.make({ ...batching, maxConnections: 2 }).pipe(Effect.mapError(refusal))
  return PostgresDatabase.of({ client, batches, counts, lookups, connect: PgConnection.make(server) })
})

/** A superuser, one who bypasses row-level security, and one who owns the tables see the rows of every org. */
const refuseTooMuchPower = Effect.fnUntraced(
  function* (sql: PgClient.PgClient) {
    const [role] = yield* sql<{ readonly name: string; readonly powerful: boolean }>`
      select current_user::text as name, rolsuper or rolbypassrls or exists (
        select from pg_class where relnamespace = 'nexio'::regnamespace and pg_has_role(relowner, 'member')
      ) or pg_has_role('nexio_across', 'member') or exists (
        select from pg_class join pg_attribute on attrelid = pg_class.oid and attname = 'org_id'
        where relnamespace = 'nexio'::regnamespace and relkind = 'r' and not (relrowsecurity and relforcerowsecurity)
      ) as powerful from pg_roles where rolname = current_user`
    if (role === undefined || role.powerful) {
      return yield* new DatabaseRefused({
        message: `the role ${role?.name} sees more than it should (it is a superuser, bypasses row-level security, owns tables or belongs to nexio_across, or a table has no forced policy): make it a plain one`
      })
    }
  },
  Effect.catchTag("SqlError", (error) => unopened(error))
)

const refusal = (error: SqlError.SqlError): DatabaseRefused => {
  const { cause, message } = error.reason
  return new DatabaseRefused({
    message: `it cannot be opened: ${cause instanceof Error ? cause.message : message}`
  })
}

const unopened = (error: SqlError.SqlError) => Effect.fail(refusal(error))
