/**
 * The numbered migrations of the SQLite schema. A database's `user_version` is the number of the last one that it
 * has; each is applied in a transaction of its own, together with that number.
 */
import type { Database } from "better-sqlite3"
import { tenancy } from "./sqlite/0001_tenancy.ts"
import { engines } from "./sqlite/0002_engines.ts"
import { rateLimits } from "./sqlite/0003_rate_limits.ts"
import { retention } from "./sqlite/0004_retention.ts"
import { keyLifetimes } from "./sqlite/0005_key_lifetimes.ts"
import { pins } from "./sqlite/0006_pins.ts"
import { members } from "./sqlite/0007_members.ts"
import { auditLog } from "./sqlite/0008_audit_log.ts"
import { turns } from "./sqlite/0009_turns.ts"
import { redeliveries } from "./sqlite/0010_redeliveries.ts"
import { backlog } from "./sqlite/0011_backlog.ts"
import { endpointSettings } from "./sqlite/0012_endpoint_settings.ts"
import { failingSince } from "./sqlite/0013_failing_since.ts"
import { histograms } from "./sqlite/0014_histograms.ts"
import { lanes } from "./sqlite/0015_lanes.ts"
import { sessions } from "./sqlite/0016_sessions.ts"
import { deliveryLists } from "./sqlite/0017_delivery_lists.ts"
import { deliveryTypes } from "./sqlite/0018_delivery_types.ts"
import { eventsOfRuns } from "./sqlite/0019_events_of_runs.ts"

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
  eventsOfRuns
]

/** The version of the newest schema. */
export const newest = migrations.length

/** Throws unless the database is of just this version. */
export const refuseOther = (db: Database): void => {
  const version = Number(db.pragma("user_version", { simple: true }))
  if (version !== newest) {
    throw new Error(`its schema is version ${version}, and this is of ${newest}: start the server first`)
  }
}

/** Applies what the database lacks, up to a version. A database of a newer version than the newest is refused. */
export const migrate = (db: Database, to: number = newest): void => {
  const version = Number(db.pragma("user_version", { simple: true }))
  if (version > newest) {
    throw new Error(`its schema is version ${version}, and this server knows ${newest}: start a newer server`)
  }
  for (const [index, statements] of migrations.entries()) {
    if (index < version || index >= to) continue
    db.transaction(() => {
      for (const statement of statements) db.exec(statement)
      db.pragma(`user_version = ${index + 1}`)
    })()
  }
}
