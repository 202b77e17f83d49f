/** The rows of engines and of their versions. */
import { Engine, EngineVersion } from "@nexio/core"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import * as Row from "./Row.ts"

export const engines = Row.codec(Engine.Engine)
export const versions = Row.codec(EngineVersion.EngineVersion)

/** What a submission is decided on of an engine. */
export const releases = (row: Row.Row | undefined): Pick<Engine.Engine, "releases"> | undefined =>
  row && { releases: JSON.parse(row["releases"] as string) }

/** Writes what was decided of an engine: where it is new, all of it, and its version where one was released. */
export const write = Effect.fnUntraced(function* (
  { engine, version }: Pick<Engine.Decision, "engine" | "version">,
  isNew: boolean
) {
  const sql = yield* SqlClient.SqlClient
  const row = engines.encode(engine)
  yield* isNew
    ? sql`insert into engines ${sql.insert(row)}`
    : sql`update engines set releases = ${row["releases"]}, secrets = ${row["secrets"]}
      where org_id = ${engine.orgId} and slug = ${engine.slug}`
  if (version !== undefined) yield* sql`insert into engine_versions ${sql.insert(versions.encode(version))}`
})
