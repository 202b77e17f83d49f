import { Run, StorageUnavailable } from "@nexio/core"
import { Effect, Layer } from "effect"
import type * as Row from "../Row.ts"
import * as RunRows from "../RunRows.ts"
import { SqliteDatabase } from "../SqliteDatabase.ts"
import { RunLookup } from "./RunLookup.ts"

/** One prepared read by the primary key, on the connection that only reads. */
export const layer = Layer.effect(
  RunLookup,
  Effect.gen(function* () {
    const { reader } = yield* SqliteDatabase
    const byKey = reader.prepare<[string, string, string], Row.Row>(
      `select ${RunRows.runs.columns.join(", ")} from runs where org_id = ? and environment_id = ? and id = ?`
    )
    return RunLookup.of({
      find: ({ environmentId, orgId }, id) =>
        Effect.suspend((): Effect.Effect<Run.Run, Run.RunNotFound | StorageUnavailable> => {
          try {
            const row = byKey.get(orgId, environmentId, id)
            return row === undefined ? Effect.fail(new Run.RunNotFound()) : Effect.succeed(RunRows.runs.decode(row))
          } catch (cause) {
            return Effect.fail(new StorageUnavailable({ cause }))
          }
        })
    })
  })
)
