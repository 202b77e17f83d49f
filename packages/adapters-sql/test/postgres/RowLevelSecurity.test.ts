import type { PgConnection } from "@effect/sql-pg"
import { Effect, Exit, Option } from "effect"
import type { SqlError } from "effect/sql"
import { describe, expect, it } from "vitest"
import { PostgresDatabase } from "../../src/index.ts"
import * as Policies from "./Policies.ts"
import * as PostgresServer from "./PostgresServer.ts"
import * as PostgresTables from "./PostgresTables.ts"
import * as PostgresTest from "./PostgresTest.ts"
import * as Tenants from "./Tenants.ts"

const onServer = PostgresServer.open()

const acrossOrgs = [
  "backlog",
  "claim_deliveries",
  "claim_runs",
  "due_lanes",
  "empty_deliveries",
  "empty_events",
  "empty_runs",
  "find_api_keys",
  "find_session",
  "forget_answers",
  "list_orgs",
  "members_of_person",
  "spend_sign_in_link"
]

/** What belongs to no org: the check value of the master key, and which migrations were applied. */
const ofNobody = ["migrations", "settings"]

describe("A server", () => {
  it("works as a role that is no superuser, bypasses nothing and owns nothing, whoever logged in", () =>
    onServer(() =>
      Effect.gen(function* () {
        const { batches, client, connect } = yield* PostgresDatabase
        const who = `select session_user::text as login, current_user::text as role, rolsuper as superuser,
          rolbypassrls as bypassrls, (select count(*)::integer from pg_class where relowner = pg_roles.oid) as owns
          from pg_roles where rolname = current_user`
        const [role] = yield* client.unsafe<{ readonly login: string }>(who)
        console.log(`Row-level security, as: ${JSON.stringify(role)}`)
        const plain = { login: role!.login, role: "nexio_server", superuser: false, bypassrls: false, owns: 0 }
        expect(role).toEqual(plain)
        expect((yield* batches.use((session) => session.query(who))).rows).toEqual([plain])
        expect((yield* Effect.flatMap(connect, (session) => session.query(who))).rows).toEqual([plain])
      })
    ))
})

describe("Every table", () => {
  it("has row-level security, forced also on its owner, unless it is on the short list of what is nobody's", () =>
    onServer(({ admin }) =>
      Effect.gen(function* () {
        expect(yield* Policies.unprotected(admin)).toEqual(ofNobody)
      })
    ))

  it("that is new, or loosened, is missed on that list", () =>
    onServer(({ admin }) =>
      Effect.gen(function* () {
        const enabled = "alter table nexio.notes enable row level security"
        const forced = "alter table nexio.notes force row level security"
        const loosened: Record<string, ReadonlyArray<string>> = {
          notes: ["create table nexio.notes (org_id uuid)"],
          "notes ": ["create table nexio.notes (org_id uuid)", enabled],
          "notes  ": ["create table nexio.notes (org_id uuid)", enabled, forced],
          "notes   ": [
            "create table nexio.notes (org_id uuid)",
            enabled,
            forced,
            "create policy all_of_them on nexio.notes to nexio_server using (true)"
          ],
          every_run: ["create view nexio.every_run as select * from nexio.runs"],
          runs: ["alter table nexio.runs no force row level security"],
          events: ["alter table nexio.events disable row level security"],
          usage: ["drop policy of_the_orgs_named on nexio.usage"],
          endpoints: ["create policy more on nexio.endpoints for select using (active)"],
          api_keys: ["alter policy of_the_orgs_named on nexio.api_keys with check (true)"]
        }
        for (const [name, statements] of Object.entries(loosened)) {
          const missed = yield* Effect.forEach(statements, (statement) => admin.unsafe(statement)).pipe(
            Effect.andThen(Policies.unprotected(admin)),
            Effect.flatMap(Effect.fail),
            admin.withTransaction,
            Effect.flip
          )
          expect(missed, statements.join("; ")).toEqual([...ofNobody, name.trim()].toSorted())
        }
        expect(yield* Policies.unprotected(admin)).toEqual(ofNobody)
      })
    ))
})

/** Whom of three orgs a transaction may name. */
const subsetsOf = ([a, b, c]: ReadonlyArray<string>) =>
  [[], [a!], [b!], [c!], [a!, b!], [a!, c!], [b!, c!], [a!, b!, c!]] satisfies ReadonlyArray<ReadonlyArray<string>>

/** Tries a statement with every right there is to be had on a table, so that only the policies are in its way. */
const tryAs = Effect.fnUntraced(function* (
  session: PgConnection.PgConnection,
  named: ReadonlyArray<string> | undefined,
  statement: string,
  ...parameters: ReadonlyArray<unknown>
) {
  yield* session.query("begin")
  // Neither triggers nor foreign keys: what they forbid is not what is asked here.
  yield* session.query("set local session_replication_role = replica")
  yield* session.query("grant all on all tables in schema nexio to nexio_server")
  yield* session.query("set local role nexio_server")
  if (named !== undefined) yield* session.query("select set_config('nexio.orgs', $1, true)", [named.join(",")])
  const exit = yield* Effect.exit(session.query(statement, parameters, false))
  yield* session.query("rollback")
  return exit
})

const orgsIn = (exit: Exit.Exit<PgConnection.Result, unknown>) =>
  Exit.isSuccess(exit) ? [...new Set(exit.value.rows.map((row) => row["org"]))].toSorted() : exit

const refused = (exit: Exit.Exit<unknown, SqlError.SqlError>) => {
  const reason = Option.getOrThrow(Exit.findErrorOption(exit)).reason.cause
  return reason instanceof Error ? reason.message : String(reason)
}

const byPolicy = /violates row-level security policy/

describe("A transaction", () => {
  it("sees, locks, changes and deletes the rows of the orgs that it names, and of no others, in every table", () =>
    onServer((test) =>
      Effect.gen(function* () {
        const orgs = (yield* Tenants.make(3)).map(({ orgId }) => orgId as string)
        const session = yield* PostgresTest.session(test)
        for (const table of yield* PostgresTables.names(test.admin)) {
          if (ofNobody.includes(table)) continue
          const org = table === "orgs" ? "id" : "org_id"
          const statements = [
            `select ${org} as org from nexio.${table}`,
            `select ${org} as org from nexio.${table} for share`,
            `select ${org} as org from nexio.${table} for update`,
            `update nexio.${table} set ${org} = ${org} returning ${org} as org`,
            `delete from nexio.${table} returning ${org} as org`
          ]
          for (const statement of statements) {
            expect(orgsIn(yield* tryAs(session, undefined, statement)), `none, ${statement}`).toEqual([])
            for (const named of subsetsOf(orgs)) {
              const touched = orgsIn(yield* tryAs(session, named, statement))
              expect(touched, `${named.length} named, ${statement}`).toEqual(named.toSorted())
            }
          }
        }
      })
    ))

  it("writes rows of the orgs that it names alone, and moves none to another, in every table", () =>
    onServer((test) =>
      Effect.gen(function* () {
        const [mine, others] = (yield* Tenants.make(2)).map(({ orgId }) => orgId as string)
        const session = yield* PostgresTest.session(test)
        for (const table of yield* PostgresTables.names(test.admin)) {
          if (ofNobody.includes(table)) continue
          const org = table === "orgs" ? "id" : "org_id"
          const [written] = yield* test.admin.unsafe<{ readonly columns: string }>(
            `select string_agg(quote_ident(attname), ', ') as columns from pg_attribute
             where attrelid = 'nexio.${table}'::regclass and attnum > 0 and attgenerated = '' and not attisdropped`
          )
          const copy = `insert into nexio.${table} (${written!.columns})
            select ${written!.columns} from json_populate_record(null::nexio.${table}, $1::text::json)`
          const [row] = yield* test.admin.unsafe<{ readonly row: string }>(
            `select to_json(t)::text as row from nexio.${table} t where ${org} = '${others}' limit 1`
          )
          for (const named of [undefined, [], [mine!]]) {
            const copied = yield* tryAs(session, named, copy, row!.row)
            expect(refused(copied), `${named?.length} named, ${copy}`).toMatch(byPolicy)
          }
          const move = `update nexio.${table} set ${org} = $1 where ${org} = $2`
          const moved = yield* tryAs(session, [mine!], move, others, mine)
          expect(refused(moved), move).toMatch(byPolicy)
          // It is the policy that stands in the way: for an org that is named, it is the row that is there already.
          const twice = yield* tryAs(session, [others!], copy, row!.row)
          expect(refused(twice), copy).toMatch(/duplicate key/)
        }
      })
    ))
})

describe("A function that looks across orgs", () => {
  it("is called by servers alone, belongs to a role that nobody logs in with, and searches no schema but the system's", () =>
    onServer(({ admin }) =>
      Effect.gen(function* () {
        const functions = yield* admin<{ readonly name: string }>`
          select proname::text as name, proowner::regrole::text as owner, 'search_path=pg_catalog, pg_temp' = any(proconfig) as pinned,
            (select array_agg(grantee::regrole::text order by 1) from aclexplode(proacl)
              where privilege_type = 'EXECUTE' and grantee <> proowner) as callers
          from pg_proc where pronamespace = 'nexio'::regnamespace and prosecdef order by 1`
        expect(functions).toEqual(
          acrossOrgs.map((name) => ({
            name,
            owner: "nexio_across",
            pinned: true,
            callers: ["nexio_server"]
          }))
        )
        const [owner] = yield* admin`select rolcanlogin, rolsuper, rolbypassrls, rolcreaterole,
          exists (select from pg_auth_members where member = pg_roles.oid) as is_member,
          exists (select from pg_auth_members where roleid = pg_roles.oid and member = 'nexio_server'::regrole)
            as lends_to_servers
          from pg_roles where rolname = 'nexio_across'`
        expect(Object.values(owner!).every((has) => has === false)).toBe(true)
      })
    ))

  it("is the only thing in the schema that does not run as its caller", () =>
    onServer(({ admin }) =>
      Effect.gen(function* () {
        const privileged = yield* admin<{ readonly role: string }>`
          select distinct a.grantee::regrole::text as role, c.relname::text as name from pg_class c, aclexplode(relacl) a
          where relnamespace = 'nexio'::regnamespace and (grantee = 0 or grantee = 'nexio_across'::regrole) order by 2`
        expect(privileged).toEqual(
          [
            "api_keys",
            "attempts",
            "deliveries",
            "endpoint_paces",
            "endpoints",
            "engine_versions",
            "engines",
            "events",
            "members",
            "orgs",
            "remembered",
            "runs",
            "sessions",
            "sign_in_links"
          ].map((name) => ({
            role: "nexio_across",
            name
          }))
        )
      })
    ))
})
