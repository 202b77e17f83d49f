/** The runs that are replayed, and how they are copied within the database. */
import { type Engine, type EngineVersion, Id, type Replay, Run } from "@nexio/core"
import { Effect, Schema, Struct } from "effect"
import { SqlClient } from "effect/sql"
import * as OrgRows from "./OrgRows.ts"
import * as Row from "./Row.ts"

const originals = Row.codec(Schema.Struct(Struct.pick(Run.Run.fields, ["id", "environmentId", "engine"])))

/** The runs of a selection whose input is still there, and stays until the transaction ends, the oldest first; one more than its limit, where it has one. */
export const find = Effect.fnUntraced(function* (orgId: Id.OrgId, selection: Replay.Selection) {
  const sql = yield* SqlClient.SqlClient
  const those =
    "ids" in selection
      ? // Environment by environment, which is how runs are found by their keys.
        sql`environment_id in (select id from environments where org_id = ${orgId})
          and ${sql.in("id", selection.ids)} order by id`
      : sql`${sql.and([
          sql`environment_id = ${selection.environmentId}`,
          sql`id >= ${Id.floorOf(selection.createdAfter)}`,
          sql`id < ${Id.floorOf(selection.createdBefore)}`,
          ...(selection.status === undefined ? [] : [sql`status = ${selection.status}`]),
          ...(selection.after === undefined ? [] : [sql`id > ${selection.after}`])
        ])} order by id limit ${selection.limit + 1}`
  const rows = yield* sql<Row.Row>`select id, environment_id, engine from runs
    where org_id = ${orgId} and emptied_at is null and ${those} ${OrgRows.locked(sql, "for share")}`
  return rows.map(originals.decode)
})

/** The releases of each engine of an org. */
export const findReleases = Effect.fnUntraced(function* (orgId: Id.OrgId) {
  const sql = yield* SqlClient.SqlClient
  const rows = yield* sql<{
    readonly slug: Engine.EngineSlug
    readonly releases: string
  }>`select slug, releases from engines
    where org_id = ${orgId}`
  return new Map(rows.map(({ releases, slug }) => [slug, JSON.parse(releases) as EngineVersion.Releases] as const))
})

/** Writes the replays, queued, each with what its original was asked. */
export const insert = Effect.fnUntraced(function* ({ apiKeyId, at, environment, replays }: Replay.Decision) {
  const sql = yield* SqlClient.SqlClient
  const given = JSON.stringify(
    replays.map(({ engineVersion, id, of, release }) => ({
      id,
      original: of.id,
      place: of.environmentId,
      release,
      version: engineVersion ?? null
    }))
  )
  const source = sql.onDialectOrElse({
    pg: () =>
      sql`jsonb_to_recordset(${given}::text::jsonb) as given (id uuid, original uuid, place uuid, release text, version text)`,
    orElse: () =>
      sql`(select value ->> 'id' as id, value ->> 'original' as original, value ->> 'place' as place,
        value ->> 'release' as release, value ->> 'version' as version from json_each(${given})) as given`
  })
  // SQLite would go through all runs of the org, and look for each in the list.
  const joined = sql.onDialectOrElse({ pg: () => sql`join`, orElse: () => sql`cross join` })
  const { id, orgId, slug } = environment
  yield* sql`insert into runs (org_id, environment_id, id, environment, engine, status, created_at, input, offerings,
      metadata, api_key_id, replay_of, release, engine_version, due_at)
    select original.org_id, ${id}, given.id, ${slug}, engine, 'queued', ${at}, input, offerings, metadata, ${apiKeyId ?? null},
      original.id, given.release, given.version, ${at}
    from ${source} ${joined} runs as original
      on original.org_id = ${orgId} and original.environment_id = given.place and original.id = given.original`
})
