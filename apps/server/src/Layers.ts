/** The whole wiring, top to bottom. */

import { join } from "node:path"
import { HmacSigner, HttpExecutor, type NameLookup, UndiciSender } from "@nexio/adapters-http/delivery"
import { NexioServer } from "@nexio/adapters-http/express"
import { CryptoSecrets, type DatabaseRefused, Postgres, Sqlite, type StartLock, UuidIds } from "@nexio/adapters-sql"
import {
  type ApiKeyStore,
  ApiKeys,
  AuditLog,
  type AuditStore,
  Authentication,
  Backlog,
  type ConfigurationStore,
  Configurations,
  Deliveries,
  type DeliveryStore,
  Dispatcher,
  type EngineStore,
  Engines,
  type EnvironmentStore,
  Environments,
  type Id,
  LastUse,
  type MemberStore,
  Members,
  MetricsReports,
  type MetricsStore,
  OrgStore,
  Orgs,
  RateLimits,
  Replays,
  type RetentionStore,
  RetentionWorker,
  type RunStore,
  Runs,
  RunWorker,
  type Secrets,
  type SecretUnreadable,
  type SessionStore,
  Sessions,
  type StorageUnavailable,
  UsageReports,
  type UsageStore,
  Wakeups,
  type WebhookStore,
  Webhooks,
  type WorkOptions
} from "@nexio/core"
import { Context, type Duration, Effect, Layer, Logger, Metric } from "effect"
import manifest from "../package.json" with { type: "json" }
import * as MasterKeyFile from "./MasterKeyFile.ts"
import { type Database, type Settings, urlOf } from "./Settings.ts"
import * as Telemetry from "./Telemetry.ts"

/** What callers do. */
const useCases = (lastUse: Duration.Duration = LastUse.defaultPeriod) =>
  Layer.mergeAll(
    Orgs.layer,
    Environments.layer,
    Engines.layer,
    Configurations.layer,
    ApiKeys.layer,
    Members.layer,
    Sessions.layer,
    Authentication.layerNoting(lastUse),
    Runs.layer,
    Replays.layer,
    Webhooks.layer,
    Layer.provideMerge(MetricsReports.layer, UsageReports.layer),
    AuditLog.layer,
    Deliveries.layer
  )

/** Where the portal's build is made, seen from the sources and from the bundle alike. */
const portalBuild = join(import.meta.dirname, "../../portal/dist")

/** What listens; it tells its port, which may be any that was free. */
const listener = (
  settings: Settings,
  { portal = portalBuild, unauthorizedPerMinute }: Options,
  at: { readonly listens: (port: number) => void; readonly publicUrl: () => string }
) =>
  Layer.unwrap(
    Effect.map(Effect.all([OrgStore, Backlog]), ([store, backlog]) =>
      NexioServer.layer({
        host: settings.host,
        port: settings.port,
        operatorTokens: settings.operatorTokens,
        ready: store.isEmpty,
        publicUrl: at.publicUrl,
        backlog: backlog.read,
        version: manifest.version,
        openId: settings.openId,
        trustedProxies: settings.trustedProxies,
        unauthorizedPerMinute,
        healthOnly: !settings.roles.includes("api"),
        portal
      })
    )
  ).pipe(Layer.tap((built) => Effect.sync(() => at.listens(Context.get(built, NexioServer).address.port))))

/** What happens by itself. */
const workers = (settings: Settings, { retention, work }: Pick<Options, "retention" | "work">) =>
  Layer.mergeAll(
    RunWorker.layer(work),
    Dispatcher.layer({ ...work, schedule: settings.deliveryRetry }),
    RetentionWorker.layer({ keep: settings.retention, ...retention })
  )

/** Ids and secrets. */
const base = (settings: Settings) =>
  Layer.mergeAll(
    UuidIds.layer,
    Layer.unwrap(Effect.map(masterKeys(settings), ([first, ...others]) => CryptoSecrets.layer([first, ...others])))
  )

/** The ports, on SQLite or PostgreSQL, `node:crypto` and undici. */
const ports = (
  settings: Settings,
  { around = (stored) => stored, lookup, timeout }: Options,
  ownPorts: () => ReadonlyArray<number>
) => {
  const guarded = { allow: settings.deliveryAllow, ownPorts, ...(lookup === undefined ? {} : { lookup }) }
  const outward = Layer.mergeAll(
    HttpExecutor.layer(guarded),
    UndiciSender.layer({ ...guarded, ...(timeout === undefined ? {} : { timeout }) })
  )
  return outward.pipe(
    Layer.provideMerge(HmacSigner.layer),
    Layer.provideMerge(around(storage(settings.database))),
    Layer.provideMerge(base(settings))
  )
}

/** What keeps everything, and what wakes the workers once there is work. */
export type Storage =
  | OrgStore
  | EnvironmentStore
  | EngineStore
  | ConfigurationStore
  | ApiKeyStore
  | MemberStore
  | SessionStore
  | RunStore
  | WebhookStore
  | UsageStore
  | MetricsStore
  | AuditStore
  | DeliveryStore
  | RetentionStore
  | Backlog
  | StartLock
  | Wakeups
  | RateLimits

type Stored = Layer.Layer<Storage, DatabaseRefused | SecretUnreadable | StorageUnavailable, Id.Ids | Secrets>

/** Gives the storage that is used, from the one that the settings say. */
export type Around = (stored: Stored) => Stored

const storage = (database: Database): Stored =>
  database.kind === "sqlite"
    ? Layer.mergeAll(Sqlite.layer(database.path), RateLimits.layerMemory, Wakeups.layerMemory)
    : Postgres.layer(database.url)

const masterKeys = ({ database, masterKeys }: Settings) => {
  if (masterKeys !== undefined) return Effect.succeed(masterKeys)
  if (database.kind === "postgres") return Effect.die("Settings have a master key where the database is PostgreSQL")
  return Effect.map(MasterKeyFile.beside(database.path), (key) => [key] as const)
}

export const logging = (settings: Settings, terminal: boolean) =>
  Logger.layer([
    (settings.log ?? (terminal ? "pretty" : "json")) === "pretty" ? Logger.consolePretty() : Logger.consoleJson
  ])

/** Nothing is sent, nor traced, where no collector is said. */
const telemetry = ({ otlpUrl }: Settings, { exportEvery }: Options) =>
  otlpUrl === undefined ? Layer.empty : Telemetry.layer(otlpUrl, manifest.version, exportEvery)

/** The members of the orgs, for a command beside the server, which may have the database. */
export const beside = (settings: Settings) => {
  const stored =
    settings.database.kind === "sqlite" ? Sqlite.layerBeside(settings.database.path) : storage(settings.database)
  return Members.layer.pipe(Layer.provideMerge(stored), Layer.provideMerge(base(settings)))
}

/** What is not for who runs the server to set. */
export interface Options {
  readonly logging: Layer.Layer<never>
  readonly work?: Partial<WorkOptions>
  readonly retention?: Partial<RetentionWorker.RetentionOptions>
  /** How often it is written when keys were last used. Default: 20 s. */
  readonly lastUse?: Duration.Duration
  /** How often traces and logs are exported. Default: 5 s. */
  readonly exportEvery?: Duration.Duration
  /** For each attempt. Default: 15 s. */
  readonly timeout?: Duration.Duration
  /** How the names of receivers become addresses. Default: as the operating system resolves them. */
  readonly lookup?: NameLookup.NameLookup
  /** How many 401s a client address is answered in a minute, before 429s. Default: 120. */
  readonly unauthorizedPerMinute?: number
  /** What is put around storage. Default: nothing. */
  readonly around?: Around
  /** The folder of the portal's build. Default: where that is made; nothing is served from one without it. */
  readonly portal?: string
}

/**
 * The server, while the layer lives, in its roles. Listener and workers stop side by side, and the database after
 * them. A worker alone listens too, so that whoever watches over it can ask how it is.
 */
export const server = (settings: Settings, options: Options) => {
  const { logging } = options
  const own: Array<number> = []
  const working = settings.roles.includes("worker") ? workers(settings, options) : Layer.empty
  return Layer.mergeAll(
    listener(settings, options, {
      listens: (port) => own.push(port),
      publicUrl: () => settings.publicUrl ?? urlOf({ host: settings.host, port: own[0] ?? settings.port })
    }),
    working
  ).pipe(
    Layer.provideMerge(useCases(options.lastUse)),
    Layer.provideMerge(ports(settings, options, () => own)),
    Layer.provideMerge(telemetry(settings, options)),
    Layer.provideMerge(logging),
    // What it counts is its own, also beside another server in the same process.
    Layer.provideMerge(Layer.sync(Metric.MetricRegistry, () => new Map()))
  )
}
