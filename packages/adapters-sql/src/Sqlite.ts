/** All stores on a SQLite file. */
import { Layer } from "effect"
import * as ApiKeyStore from "./ApiKeyStore.ts"
import * as EnvironmentStore from "./EnvironmentStore.ts"
import * as SqliteDeliveryQueue from "./hot/SqliteDeliveryQueue.ts"
import * as SqliteKeyLookup from "./hot/SqliteKeyLookup.ts"
import * as SqliteRunQueue from "./hot/SqliteRunQueue.ts"
import * as MasterKeyCheck from "./MasterKeyCheck.ts"
import * as OrgStore from "./OrgStore.ts"
import * as RunStore from "./RunStore.ts"
import { SqliteDatabase } from "./SqliteDatabase.ts"
import * as SqliteTransaction from "./SqliteTransaction.ts"
import * as UsageStore from "./UsageStore.ts"
import * as WebhookStore from "./WebhookStore.ts"

const stores = Layer.mergeAll(
  OrgStore.layer,
  EnvironmentStore.layer,
  ApiKeyStore.layer,
  RunStore.layer,
  WebhookStore.layer,
  UsageStore.layer,
  Layer.effectDiscard(MasterKeyCheck.verify)
)

const adapters = Layer.mergeAll(
  SqliteTransaction.layer,
  SqliteKeyLookup.layer,
  SqliteRunQueue.layer,
  SqliteDeliveryQueue.layer
)

/**
 * The ports of the core on the database at a path; see {@link SqliteDatabase.layer}. Fails with `SecretUnreadable`
 * where the master keys are not the database's.
 */
export const layer = (path: string) =>
  stores.pipe(Layer.provide(adapters), Layer.provideMerge(SqliteDatabase.layer(path)))
