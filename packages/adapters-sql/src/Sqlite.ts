/** All stores on a SQLite file. */
import { Layer } from "effect"
import * as SqliteDeliveryQueue from "./hot/SqliteDeliveryQueue.ts"
import * as SqliteKeyLookup from "./hot/SqliteKeyLookup.ts"
import * as SqliteRunLookup from "./hot/SqliteRunLookup.ts"
import * as SqliteRunQueue from "./hot/SqliteRunQueue.ts"
import { SqliteDatabase } from "./SqliteDatabase.ts"
import * as SqliteTransaction from "./SqliteTransaction.ts"
import { StartLock } from "./StartLock.ts"
import * as Stores from "./Stores.ts"

const adapters = Layer.mergeAll(
  SqliteTransaction.layer,
  SqliteKeyLookup.layer,
  SqliteRunLookup.layer,
  SqliteRunQueue.layer,
  SqliteDeliveryQueue.layer
)

/**
 * The ports of the core on the database at a path; see {@link SqliteDatabase.layer}. Fails with `SecretUnreadable`
 * where the master keys are not the database's.
 */
export const layer = (path: string) =>
  Layer.mergeAll(Stores.layer, StartLock.layerAlone).pipe(
    Layer.provide(adapters),
    Layer.provideMerge(SqliteDatabase.layer(path))
  )

/** The stores beside whichever process has the database; see {@link SqliteDatabase.layerBeside}. */
export const layerBeside = (path: string) =>
  Stores.layer.pipe(Layer.provide(adapters), Layer.provide(SqliteDatabase.layerBeside(path)))
