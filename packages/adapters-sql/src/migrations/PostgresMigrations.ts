/**
 * The numbered migrations of the PostgreSQL schema, `nexio`. The table `migrations` says which ones a database has.
 *
 * They are applied under a lock, so that any number of servers may start at once, in one transaction
 * and by the role that the server logs in as, which then owns the tables.
 */
import { Effect } from "effect"
import { SqlClient, type SqlError } from "effect/sql"
import { DatabaseRefused } from "../DatabaseRefused.ts"
import { tenancy } from "./postgres/0001_tenancy.ts"
import { engines } from "./postgres/0002_engines.ts"
import { rateLimits } from "./postgres/0003_rate_limits.ts"
import { retention } from "./postgres/0004_retention.ts"
import { keyLifetimes } from "./postgres/0005_key_lifetimes.ts"
import { pins } from "./postgres/0006_pins.ts"
import { members } from "./postgres/0007_members.ts"
import { auditLog } from "./postgres/0008_audit_log.ts"
import { turns } from "./postgres/0009_turns.ts"
import { redeliveries } from "./postgres/0010_redeliveries.ts"
import { backlog } from "./postgres/0011_backlog.ts"
import { endpointSettings } from "./postgres/0012_endpoint_settings.ts"
import { failingSince } from "./postgres/0013_failing_since.ts"
import { histograms } from "./postgres/0014_histograms.ts"
import { lanes } from "./postgres/0015_lanes.ts"
import { sessions } from "./postgres/0016_sessions.ts"
import { deliveryLists } from "./postgres/0017_delivery_lists.ts"
import { deliveryTypes } from "./postgres/0018_delivery_types.ts"
import { eventsOfRuns } from "./postgres/0019_events_of_runs.ts"
import { releases } from "./postgres/0020_releases.ts"
import { roundsOfLanes } from "./postgres/0021_rounds_of_lanes.ts"

/** In their order; one is never changed once a database can have it. */
const migrations: ReadonlyArray<ReadonlyArray<string>> = [
  tenancy,
  engines,
  rateLimits,
  retention,
  keyLifetimes,
  pins,
  members,
  auditLog,
  turns,
  redeliveries,
  backlog,
  endpointSettings,
  failingSince,
  histograms,
  lanes,
  sessions,
  deliveryLists,
  deliveryTypes,
  eventsOfRuns,
  releases,
  roundsOfLanes
]

/** The key of the advisory lock: the first bytes of "nexio" and "mig". */
const lock = 0x6e6578_6d69

/** Roles belong to all databases of a server, so another one may make them at the same time. */
const makeRoles = ["nexio_server", "nexio_across"].map(
  (role) => `do $$ begin
    if not exists (select from pg_roles where rolname = '${role}') then create role ${role} nologin; end if;
    if not pg_has_role('${role}', 'set') then execute format('grant ${role} to %I with set true', current_user); end if;
  exception when duplicate_object or unique_violation then null; end $$`
)

const foundation: ReadonlyArray<string> = [
  ...makeRoles,
  "create schema nexio",
  "grant usage on schema nexio to nexio_server, nexio_across",
  "create table nexio.migrations (number integer primary key, applied_at timestamptz not null default now())",
  "revoke all on nexio.migrations from public"
]

/** The version of the newest schema. */
export const newest = migrations.length

/**
 * Applies what the database lacks, up to a version, in the session of a client that may. A database of a newer version
 * than the newest is refused.
 */
export const migrate = (
  to: number = newest
): Effect.Effect<void, SqlError.SqlError | DatabaseRefused, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const runAll = (statements: ReadonlyArray<string>) =>
      Effect.forEach(statements, (statement) => sql.unsafe(statement), { discard: true })
    const known = sql<{ readonly found: boolean }>`select to_regclass('nexio.migrations') is not null as found`

    yield* sql`select pg_advisory_xact_lock(${lock})`
    if (!(yield* known)[0]!.found) yield* runAll(foundation)
    const applied = yield* sql<{ readonly version: number }>`
      select coalesce(max(number), 0)::integer as version from nexio.migrations`
    const version = applied[0]!.version
    if (version > newest) {
      return yield* new DatabaseRefused({
        message: `its schema is version ${version}, and this server knows ${newest}: start a newer server`
      })
    }
    if (version >= to) return
    // Who owns the functions that look across orgs has to be able to have made them.
    yield* sql`grant create on schema nexio to nexio_across`
    yield* sql`set local search_path = nexio`
    for (const [index, statements] of migrations.entries()) {
      if (index < version || index >= to) continue
      yield* runAll(statements)
      yield* sql`insert into nexio.migrations (number) values (${index + 1})`
    }
    yield* sql`revoke create on schema nexio from nexio_across`
  })
