import { readFileSync } from "node:fs"
import { join } from "node:path"
import { PgConnection } from "@effect/sql-pg"
import { Effect, Exit, Redacted, Scope } from "effect"
import { expect, inject, it, onTestFinished } from "vitest"
import { clientOf } from "../Client.ts"
import { rowsOf } from "../Rows.ts"
import { makeFolder, startServer } from "../ServerProcess.ts"
import { until } from "../Until.ts"
import { makeDatabase, variables } from "./Deployment.ts"

const servers = 10

/** Lets each founding of an org wait for a lock, as one that takes long. */
const slowFounding = [
  "create schema held",
  `create function held.founding() returns trigger language plpgsql as $$ begin
    set local lock_timeout = 0;
    perform pg_advisory_xact_lock(1);
    return new;
  end $$`,
  `create function held.made() returns event_trigger language plpgsql as $$ begin
    if exists (select from pg_event_trigger_ddl_commands() where object_identity = 'nexio.orgs') then
      create trigger founding before insert on nexio.orgs for each row execute function held.founding();
    end if;
  end $$`,
  "create event trigger made on ddl_command_end when tag in ('CREATE TABLE') execute function held.made()",
  "grant usage on schema held to public"
]

/** Runs a statement in a transaction that lasts until it is released, and is undone then. */
const hold = async (url: string, statement: string) => {
  const scope = Scope.makeUnsafe()
  const session = await Effect.runPromise(Scope.provide(PgConnection.make({ url: Redacted.make(url) }), scope))
  await Effect.runPromise(Effect.andThen(session.query("begin"), session.query(statement)))
  return () => Effect.runPromise(Scope.close(scope, Exit.void))
}

it(`founds one org when ${servers} servers start at once on an empty database, and tells its key once`, async () => {
  const { drop, url } = await makeDatabase(inject("postgres"))
  onTestFinished(() => void drop())
  const folders = Array.from({ length: servers }, makeFolder)
  onTestFinished(() => {
    for (const folder of folders) folder[Symbol.dispose]()
  })
  // So that all are at it at once: none has migrated before all came to it, and none founded before all asked.
  for (const statement of slowFounding) await rowsOf(url, statement)
  const holds = [await hold(url, "select pg_advisory_xact_lock(1)"), await hold(url, "create schema nexio")]
  const starting = folders.map(({ path }) => startServer(path, { ...variables, NEXIO_DATABASE_URL: url }))
  const waiting = `select pid from pg_stat_activity
    where datname = current_database() and application_name = 'nexio' and wait_event_type = 'Lock'`
  for (const release of holds.toReversed()) {
    await until(async () => (await rowsOf(url, waiting)).length === servers)
    await release()
  }
  const started = await Promise.all(starting)

  expect(await rowsOf(url, "select name from orgs")).toEqual([{ name: "My org" }])
  expect(await rowsOf(url, "select kind from environments")).toEqual([{ kind: "live" }])
  const versions = (
    await rowsOf<{ readonly number: number }>(url, "select number from migrations order by number")
  ).map(({ number }) => number)
  expect(versions).toEqual(versions.map((_, index) => index + 1))
  const keys = folders.flatMap(({ path }) => {
    try {
      return [/nx_live_[0-9a-f]{64}/.exec(readFileSync(join(path, ".nexio/first-start"), "utf8"))?.[0]]
    } catch {
      return []
    }
  })
  expect(keys).toEqual([expect.any(String)])
  const statuses = started.map(async (server) => (await clientOf(server.url, keys[0])("GET", "/api/v1/me")).status)
  expect(await Promise.all(statuses)).toEqual(started.map(() => 200))
  expect(await Promise.all(started.map((server) => server.stop()))).toEqual(started.map(() => 0))
})
