/** The whole wiring, top to bottom. */
import { HmacSigner, UndiciSender } from "@nexio/adapters-http/delivery"
import { NexioServer } from "@nexio/adapters-http/express"
import { CryptoSecrets, Sqlite, UuidIds } from "@nexio/adapters-sql"
import {
  ApiKeys,
  Authentication,
  Dispatcher,
  Environments,
  Executor,
  OrgStore,
  Orgs,
  Runs,
  RunWorker,
  UsageReports,
  Wakeups,
  Webhooks,
  type WorkOptions
} from "@nexio/core"
import { Context, type Duration, Effect, Layer, Logger } from "effect"
import * as MasterKeyFile from "./MasterKeyFile.ts"
import type { Settings } from "./Settings.ts"

/** What callers do. */
const useCases = Layer.mergeAll(
  Orgs.layer,
  Environments.layer,
  ApiKeys.layer,
  Authentication.layer,
  Runs.layer,
  Webhooks.layer,
  UsageReports.layer
)

/** What listens; it tells its port, which may be any that was free. */
const listener = (settings: Settings, listensAt: (port: number) => void) =>
  Layer.unwrap(
    Effect.map(OrgStore, (store) =>
      NexioServer.layer({
        host: settings.host,
        port: settings.port,
        operatorTokens: settings.operatorTokens,
        ready: store.isEmpty
      })
    )
  ).pipe(Layer.tap((built) => Effect.sync(() => listensAt(Context.get(built, NexioServer).address.port))))

/** What happens by itself. */
const workers = (settings: Settings, work: Partial<WorkOptions> = {}) =>
  Layer.mergeAll(RunWorker.layer(work), Dispatcher.layer({ ...work, schedule: settings.deliveryRetry }))

/** The ports, on SQLite, `node:crypto` and undici. */
const ports = (settings: Settings, sender: Pick<UndiciSender.SenderOptions, "ownPorts" | "timeout">) => {
  const base = Layer.mergeAll(
    UuidIds.layer,
    Layer.unwrap(Effect.map(masterKeys(settings), ([first, ...others]) => CryptoSecrets.layer([first, ...others]))),
    Wakeups.layerMemory
  )
  const outward = Layer.mergeAll(
    HmacSigner.layer,
    Executor.layerEcho,
    UndiciSender.layer({ ...sender, allow: settings.deliveryAllow })
  )
  return Layer.mergeAll(Sqlite.layer(settings.database), outward).pipe(Layer.provideMerge(base))
}

const masterKeys = (settings: Settings) =>
  settings.masterKeys === undefined
    ? Effect.map(MasterKeyFile.beside(settings.database), (key) => [key] as const)
    : Effect.succeed(settings.masterKeys)

export const logging = (settings: Settings, terminal: boolean) =>
  Logger.layer([
    (settings.log ?? (terminal ? "pretty" : "json")) === "pretty" ? Logger.consolePretty() : Logger.consoleJson
  ])

/** What is not for who runs the server to set. */
export interface Options {
  readonly logging: Layer.Layer<never>
  readonly work?: Partial<WorkOptions>
  /** For each attempt. Default: 15 s. */
  readonly timeout?: Duration.Duration
}

/** The server, while the layer lives. Listener and workers stop side by side, and the database after them. */
export const server = (settings: Settings, { logging, timeout, work }: Options) => {
  const own: Array<number> = []
  return Layer.mergeAll(
    listener(settings, (port) => own.push(port)),
    workers(settings, work)
  ).pipe(
    Layer.provideMerge(useCases),
    Layer.provideMerge(ports(settings, { ownPorts: () => own, ...(timeout === undefined ? {} : { timeout }) })),
    Layer.provideMerge(logging)
  )
}
