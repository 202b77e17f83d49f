import { type BinRow, MetricsStore } from "@nexio/core"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import type * as Row from "./Row.ts"
import { Transaction } from "./Transaction.ts"
import * as UsageRows from "./UsageRows.ts"

export const layer = Layer.effect(
  MetricsStore,
  Effect.gen(function* () {
    const transaction = yield* Transaction
    return MetricsStore.of({
      read: (orgId, which, range) =>
        transaction.read(
          [orgId],
          Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            const rows = yield* sql<Row.Row>`select environment_id, hour - hour % ${range.width} as bucket,
              measure, bin, sum(count) as count
            from histograms where ${UsageRows.within(sql, orgId, which, range)}
            group by environment_id, bucket, measure, bin`
            return rows.map(binRow)
          })
        )
    })
  })
)

const binRow = ({ bin, bucket, count, environment_id, measure }: Row.Row): BinRow => ({
  environmentId: environment_id as BinRow["environmentId"],
  bucket: Number(bucket),
  measure: measure as BinRow["measure"],
  bin: Number(bin),
  count: Number(count)
})
