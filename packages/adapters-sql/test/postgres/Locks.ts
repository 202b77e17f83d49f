/** A lock that a test holds, and whom of the server's sessions it keeps waiting. */
import type { PgConnection } from "@effect/sql-pg"
import { Effect } from "effect"
import * as PostgresTest from "./PostgresTest.ts"

/** Whether a session belongs to a server. */
const ofServers = "datname = current_database() and application_name = 'nexio'"

/** Locks a table until the scope closes, or the session that is given rolls back. */
export const holdTable = (test: PostgresTest.PostgresTest, table: string) =>
  Effect.gen(function* () {
    const session = yield* PostgresTest.session(test)
    yield* session.query("begin")
    yield* session.query(`lock table nexio.${table} in access exclusive mode`)
    return session
  })

/** The sessions of servers that wait for a lock, as soon as there are so many. */
export const waiting = ({ admin }: PostgresTest.PostgresTest, count = 1) =>
  Effect.gen(function* () {
    while (true) {
      const rows = yield* admin.unsafe<{ readonly pid: number }>(
        `select pid from pg_stat_activity where ${ofServers} and wait_event_type = 'Lock'`
      )
      if (rows.length >= count) return rows.map(({ pid }) => pid)
    }
  })

/** How many sessions of servers stand in a transaction. */
export const inTransactions = ({ admin }: PostgresTest.PostgresTest) =>
  Effect.map(
    admin.unsafe<{ readonly count: number }>(
      `select count(*)::integer as count from pg_stat_activity where ${ofServers} and state <> 'idle'`
    ),
    ([row]) => row!.count
  )

export const release = (session: PgConnection.PgConnection) => session.query("rollback")
