/** A lock that a test holds, and whom of the server's sessions it keeps waiting. */
import type { PgConnection } from "@effect/sql-pg"
import { Effect } from "effect"
import * as PostgresTest from "./PostgresTest.ts"

/** Whether a session belongs to a server. */
const ofServers = "datname = current_database() and application_name = 'nexio'"

/** What a lock keeps waiting: who uses a table at all, who writes in it, or who changes a row that it has now. */
export type Against = "users" | "writers" | "changes"

const statements: Readonly<Record<Against, (table: string) => string>> = {
  users: (table) => `lock table nexio.${table} in access exclusive mode`,
  writers: (table) => `lock table nexio.${table} in share mode`,
  changes: (table) => `select from nexio.${table} for update`
}

/** Locks a table, or its rows, until the scope closes or {@link release} is called. */
export const hold = (test: PostgresTest.PostgresTest, table: string, against: Against = "users") =>
  Effect.gen(function* () {
    const session = yield* PostgresTest.session(test)
    // Of those who wait for each other, it is a server's session that is ended.
    yield* session.query("set deadlock_timeout = '1min'")
    yield* session.query("begin")
    yield* session.query(statements[against](table))
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
