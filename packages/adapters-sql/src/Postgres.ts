/** All stores on a PostgreSQL database, for any number of processes. */
import { Layer, type Redacted } from "effect"
import * as PostgresDeliveryQueue from "./hot/PostgresDeliveryQueue.ts"
import * as PostgresKeyLookup from "./hot/PostgresKeyLookup.ts"
import * as PostgresRateLimits from "./hot/PostgresRateLimits.ts"
import * as PostgresRunLookup from "./hot/PostgresRunLookup.ts"
import * as PostgresRunQueue from "./hot/PostgresRunQueue.ts"
import * as PostgresClock from "./PostgresClock.ts"
import { PostgresDatabase } from "./PostgresDatabase.ts"
import * as PostgresTransaction from "./PostgresTransaction.ts"
import * as PostgresWakeups from "./PostgresWakeups.ts"
import { StartLock } from "./StartLock.ts"
import * as Stores from "./Stores.ts"

const hot = Layer.mergeAll(
  PostgresKeyLookup.layer,
  PostgresRunLookup.layer,
  PostgresRunQueue.layer,
  PostgresDeliveryQueue.layer
)

/** The ports of the core on a database that is open, the clock that its servers share, and what wakes their workers. */
export const onDatabase = Layer.mergeAll(
  Stores.layer,
  PostgresRateLimits.layer,
  PostgresWakeups.layer,
  StartLock.layerPostgres
).pipe(Layer.provide(hot), Layer.provide(PostgresTransaction.layer), Layer.provideMerge(PostgresClock.layer))

/**
 * All of that on the database at a URL (`postgres://…`); see {@link PostgresDatabase.layer}. Fails with
 * `SecretUnreadable` where the master keys are not the database's.
 */
export const layer = (url: Redacted.Redacted) => Layer.provideMerge(onDatabase, PostgresDatabase.layer(url))
