import { type Id, type Usage, type UsageRow, UsageStore } from "@nexio/core"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import * as OrgRows from "./OrgRows.ts"
import type * as Row from "./Row.ts"
import { Transaction } from "./Transaction.ts"
import * as UsageRows from "./UsageRows.ts"

const sums = UsageRows.columns.map((column) => `sum(${column}) as ${column}`).join(", ")

export const layer = Layer.effect(
  UsageStore,
  Effect.gen(function* () {
    const transaction = yield* Transaction
    return UsageStore.of({
      read: (orgId, which, range) =>
        transaction.read(
          [orgId],
          Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            const environments = yield* sql<Row.Row>`select * from environments where ${sql.and([
              sql`org_id = ${orgId}`,
              ...(which === "all" ? [] : [sql`id = ${which}`])
            ])} order by id`
            const rows =
              yield* sql<Row.Row>`select environment_id, hour - hour % ${range.width} as bucket, ${sql.literal(sums)}
            from usage where ${UsageRows.within(sql, orgId, which, range)} group by environment_id, bucket`
            return { environments: environments.map(OrgRows.environments.decode), rows: rows.map(usageRow) }
          })
        )
    })
  })
)

const usageRow = (row: Row.Row): UsageRow => ({
  environmentId: row["environment_id"] as Id.EnvironmentId,
  bucket: Number(row["bucket"]),
  counts: Object.fromEntries(
    UsageRows.fields.map((field, index) => [field, Number(row[UsageRows.columns[index]!])])
  ) as unknown as Usage.Counts
})
