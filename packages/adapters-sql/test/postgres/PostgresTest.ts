/** A PostgreSQL database of a test file's own, as somebody sees it who may do everything there. */
import { randomUUID } from "node:crypto"
import { PgClient, PgConnection } from "@effect/sql-pg"
import { Effect, Redacted, type Scope } from "effect"
import { Reactivity } from "effect/reactivity"
import { inject } from "vitest"
import { types } from "../../src/PostgresDatabase.ts"

export interface PostgresTest {
  /** The address of the database, for a superuser. */
  readonly url: Redacted.Redacted
  /** A client of a superuser, whom neither row-level security nor grants concern. */
  readonly admin: PgClient.PgClient
}

const clientOf = (url: string) =>
  Effect.provide(PgClient.make({ url: Redacted.make(url), types, maxConnections: 2 }), Reactivity.layer)

/** Makes an empty database, which is dropped when the scope closes. */
export const make: Effect.Effect<PostgresTest, unknown, Scope.Scope> = Effect.gen(function* () {
  const given = new URL(inject("postgres"))
  const name = `nexio_test_${randomUUID().replaceAll("-", "")}`
  const url = new URL(given)
  url.pathname = `/${name}`
  yield* Effect.acquireRelease(
    Effect.scoped(Effect.flatMap(clientOf(given.href), (client) => client.unsafe(`create database ${name}`))),
    () =>
      Effect.orDie(
        Effect.scoped(
          Effect.flatMap(clientOf(given.href), (client) => client.unsafe(`drop database ${name} with (force)`))
        )
      )
  )
  return { url: Redacted.make(url.href), admin: yield* clientOf(url.href) }
})

/** Empties all tables of the schema, whatever forbids that. */
export const empty = (admin: PgClient.PgClient) =>
  admin.unsafe(`do $$ declare name text; begin
    set local session_replication_role = replica;
    for name in select relname from pg_class where relnamespace = 'nexio'::regnamespace and relkind = 'r'
      and relname <> 'migrations' loop
      execute format('delete from nexio.%I', name);
    end loop;
  end $$`)

/** A session of a superuser, until the scope closes: what it locks is its own. */
export const session = ({ url }: PostgresTest) => PgConnection.make({ url, types })

/** Keeps what is in the tables aside, for {@link restore}. */
export const keep = (admin: PgClient.PgClient) =>
  admin.unsafe(`do $$ declare name text; begin
    create schema kept;
    for name in select relname from pg_class where relnamespace = 'nexio'::regnamespace and relkind = 'r' loop
      execute format('create table kept.%I as table nexio.%I', name, name);
    end loop;
  end $$`)

/** Puts back into empty tables what was kept. */
export const restore = (admin: PgClient.PgClient) =>
  admin.unsafe(`do $$ declare name text; columns text; begin
    set local session_replication_role = replica;
    for name, columns in select relname, string_agg(quote_ident(attname), ', ') from pg_class
      join pg_attribute on attrelid = pg_class.oid and attnum > 0 and attgenerated = ''
      where relnamespace = 'nexio'::regnamespace and relkind = 'r' and relname <> 'migrations' group by relname loop
      execute format('insert into nexio.%I (%s) select %s from kept.%I', name, columns, columns, name);
    end loop;
  end $$`)
