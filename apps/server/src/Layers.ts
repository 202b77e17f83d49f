/** The whole wiring, top to bottom. */
import { HmacSigner, UndiciSender } from "@nexio/adapters-http/delivery"
import { CryptoSecrets, Sqlite, UuidIds } from "@nexio/adapters-sql"
import {
  ApiKeys,
  Authentication,
  Dispatcher,
  Environments,
  Executor,
  Orgs,
  Runs,
  RunWorker,
  UsageReports,
  Wakeups,
  Webhooks
} from "@nexio/core"
import { Layer, Logger } from "effect"
import { keyBeside } from "./MasterKeyFile.ts"
import type { Settings } from "./Settings.ts"

/** The ports, on SQLite, `node:crypto` and undici. */
export const ports = (settings: Settings) => {
  const base = Layer.mergeAll(
    UuidIds.layer,
    CryptoSecrets.layer(settings.masterKeys ?? [keyBeside(settings.database)]),
    Wakeups.layerMemory
  )
  const outward = Layer.mergeAll(
    HmacSigner.layer,
    Executor.layerEcho,
    UndiciSender.layer({ allow: settings.deliveryAllow, ownPorts: () => [settings.port] })
  )
  return Layer.mergeAll(Sqlite.layer(settings.database), outward).pipe(Layer.provideMerge(base))
}

/** What callers do. */
export const useCases = Layer.mergeAll(
  Orgs.layer,
  Environments.layer,
  ApiKeys.layer,
  Authentication.layer,
  Runs.layer,
  Webhooks.layer,
  UsageReports.layer
)

/** What happens by itself. */
export const workers = (settings: Settings) =>
  Layer.mergeAll(RunWorker.layer(), Dispatcher.layer({ schedule: settings.deliveryRetry }))

export const logging = (settings: Settings, terminal: boolean) =>
  Logger.layer([
    (settings.log ?? (terminal ? "pretty" : "json")) === "pretty" ? Logger.consolePretty() : Logger.consoleJson
  ])
