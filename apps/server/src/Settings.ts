/**
 * The server's settings, from environment variables.
 *
 * A wrong one stops the start with one line that names it, what was expected and what was found; the value of a
 * secret is never shown.
 */
import { AllowList } from "@nexio/adapters-http/delivery"
import { type OpenId, TrustedProxies } from "@nexio/adapters-http/handlers"
import { Instant, RetrySchedule } from "@nexio/core"
import { Data, Duration, Effect, Redacted } from "effect"

export interface Settings {
  readonly host: string
  readonly port: number
  readonly database: Database
  /** What this process does: it answers calls, or works off what is queued, or both. */
  readonly roles: ReadonlyArray<Role>
  /** Unset: kept in a file beside the SQLite database. */
  readonly masterKeys: readonly [MasterKey, ...ReadonlyArray<MasterKey>] | undefined
  /** Empty: there is no operator. */
  readonly operatorTokens: ReadonlyArray<Redacted.Redacted>
  /** Unset: where it listens. */
  readonly publicUrl: string | undefined
  /** Hosts, networks and host:port that deliveries may reach although they are not public. */
  readonly deliveryAllow: AllowList.AllowList
  /** Whether that is this machine because nothing else was said. */
  readonly deliveryAllowIsDefault: boolean
  readonly deliveryRetry: RetrySchedule.RetrySchedule
  /** How long bodies are kept after what they belong to has ended. Unset: for good. */
  readonly retention: Duration.Duration | undefined
  /** The OpenTelemetry collector that traces, logs and metrics go to. */
  readonly otlpUrl: string | undefined
  /** The proxies whose `X-Forwarded-For` counts. */
  readonly trustedProxies: TrustedProxies.TrustedProxies
  /** The OpenID provider that vouches for members. */
  readonly openId: OpenId | undefined
  readonly log: "pretty" | "json" | undefined
}

/** A SQLite file, for one process, or a PostgreSQL database, for any number. The URL may have a password in it. */
export type Database =
  | { readonly kind: "sqlite"; readonly path: string }
  | { readonly kind: "postgres"; readonly url: Redacted.Redacted }

const roles = ["api", "worker"] as const
export type Role = (typeof roles)[number]

export type MasterKey = Redacted.Redacted<Uint8Array>

/** A setting that the server cannot start with. */
export class SettingRefused extends Data.TaggedError("SettingRefused")<{
  readonly variable: string
  readonly expected: string
  readonly found: string
}> {
  override get message() {
    return `${this.variable}: expected ${this.expected}, found ${this.found}`
  }
}

export type Variables = Readonly<Record<string, string | undefined>>

const loopback = ["127.0.0.1", "localhost", "::1"]

/** The address of a server that listens there. */
export const urlOf = ({ host, port }: { readonly host: string; readonly port: number }): string =>
  `http://${host.includes(":") ? `[${host}]` : host}:${port}`

/** The settings of this process. */
export const fromEnvironment: Effect.Effect<Settings, SettingRefused> = Effect.try({
  try: () => read(process.env),
  catch: (refused) => {
    if (refused instanceof SettingRefused) return refused
    throw refused
  }
})

/** Reads the settings; throws {@link SettingRefused} for the first that is wrong. */
export const read = (variables: Variables): Settings => {
  const host = variables["HOST"] || "127.0.0.1"
  const database = readDatabase(variables["NEXIO_DATABASE_URL"] || "sqlite:.nexio/nexio.db")
  const deliveryAllowIsDefault =
    variables["NEXIO_DELIVERY_ALLOW"] === undefined && database.kind === "sqlite" && loopback.includes(host)
  return {
    host,
    port: readPort(variables["PORT"] || "4400"),
    database,
    roles: readRoles(list(variables["NEXIO_ROLES"]), database),
    masterKeys: readMasterKeys(variables["NEXIO_MASTER_KEY"], database),
    operatorTokens: list(variables["NEXIO_OPERATOR_TOKEN"]).map(readOperatorToken),
    publicUrl: variables["NEXIO_PUBLIC_URL"] ? readUrl("NEXIO_PUBLIC_URL", variables["NEXIO_PUBLIC_URL"]) : undefined,
    deliveryAllow: readAllowList(deliveryAllowIsDefault ? loopback : list(variables["NEXIO_DELIVERY_ALLOW"])),
    deliveryAllowIsDefault,
    deliveryRetry: variables["NEXIO_DELIVERY_RETRY"]
      ? list(variables["NEXIO_DELIVERY_RETRY"]).map(readWait)
      : RetrySchedule.standard,
    retention: variables["NEXIO_RETENTION"] ? readRetention(variables["NEXIO_RETENTION"]) : undefined,
    otlpUrl: variables["NEXIO_OTLP_URL"] ? readUrl("NEXIO_OTLP_URL", variables["NEXIO_OTLP_URL"]) : undefined,
    trustedProxies: readTrustedProxies(list(variables["NEXIO_TRUST_PROXY"])),
    openId: readOpenId(variables),
    log: readLog(variables["NEXIO_LOG"])
  }
}

/** All three of them, or none. */
const readOpenId = (variables: Variables): OpenId | undefined => {
  const given = {
    NEXIO_OIDC_ISSUER: variables["NEXIO_OIDC_ISSUER"],
    NEXIO_OIDC_CLIENT_ID: variables["NEXIO_OIDC_CLIENT_ID"],
    NEXIO_OIDC_CLIENT_SECRET: variables["NEXIO_OIDC_CLIENT_SECRET"]
  }
  const missing = Object.entries(given).find(([, value]) => !value)?.[0]
  if (Object.values(given).every((value) => !value)) return undefined
  if (missing !== undefined) throw refused(missing, "a value, since others of NEXIO_OIDC_… are set", "nothing")
  const issuer = given.NEXIO_OIDC_ISSUER ?? ""
  const url = URL.parse(readUrl("NEXIO_OIDC_ISSUER", issuer))
  if (url?.protocol === "http:" && !loopback.includes(url.hostname)) {
    throw refused("NEXIO_OIDC_ISSUER", "an https address", "http")
  }
  return {
    // As it is written: a provider's name may end with a slash.
    issuer,
    clientId: given.NEXIO_OIDC_CLIENT_ID ?? "",
    clientSecret: Redacted.make(given.NEXIO_OIDC_CLIENT_SECRET ?? "", { label: "OpenID client secret" })
  }
}

const readPort = (text: string): number => {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw refused("PORT", "a port from 0 to 65535", quoted(text))
  return port
}

const readDatabase = (text: string): Database => {
  const path = /^sqlite:(.+)$/su.exec(text)?.[1]
  if (path !== undefined) return { kind: "sqlite", path }
  if (/^postgres(ql)?:/u.test(text) && URL.canParse(text)) {
    return { kind: "postgres", url: Redacted.make(text, { label: "database URL" }) }
  }
  throw refused("NEXIO_DATABASE_URL", "sqlite:<file> or postgres://<user>@<host>/<database>", "something else")
}

const readRoles = (given: ReadonlyArray<string>, database: Database): ReadonlyArray<Role> => {
  const wrong = given.find((role) => !roles.some((known) => known === role))
  if (wrong !== undefined) throw refused("NEXIO_ROLES", "api, worker or api,worker", quoted(wrong))
  if (given.length === 0) return roles
  if (database.kind === "sqlite" && !roles.every((role) => given.includes(role))) {
    throw refused("NEXIO_ROLES", "api,worker, since SQLite is for one process in both roles", quoted(given.join(",")))
  }
  return roles.filter((role) => given.includes(role))
}

const readMasterKeys = (text: string | undefined, database: Database): Settings["masterKeys"] => {
  const [first, ...others] = list(text).map(readMasterKey)
  if (first !== undefined) return [first, ...others]
  if (text || database.kind === "postgres") throw refused("NEXIO_MASTER_KEY", "32 bytes in base64", "nothing")
  return undefined
}

/** A master key from its base64. */
export const readMasterKey = (text: string): MasterKey => {
  const bytes = Buffer.from(text, "base64")
  if (bytes.toString("base64").replace(/=+$/, "") !== text.replace(/=+$/, "")) {
    throw refused("NEXIO_MASTER_KEY", "32 bytes in base64", "something that is not base64")
  }
  if (bytes.length !== 32) throw refused("NEXIO_MASTER_KEY", "32 bytes in base64", `${bytes.length} bytes`)
  return Redacted.make(new Uint8Array(bytes), { label: "master key" })
}

const readOperatorToken = (text: string, index: number): Redacted.Redacted => {
  if (text.length < 32) throw refused("NEXIO_OPERATOR_TOKEN", "at least 32 characters", `${text.length}`)
  if (index > 1) throw refused("NEXIO_OPERATOR_TOKEN", "at most two tokens", "more")
  return Redacted.make(text, { label: "operator token" })
}

const readUrl = (variable: string, text: string): string => {
  const url = URL.parse(text)
  if (url === null || !["http:", "https:"].includes(url.protocol) || url.username !== "" || url.password !== "") {
    // It may have a password in it.
    throw refused(variable, "an http or https address without user and password", "something else")
  }
  return url.href.replace(/\/$/, "")
}

const readAllowList = (entries: ReadonlyArray<string>): AllowList.AllowList => {
  try {
    return AllowList.parse(entries)
  } catch (wrong) {
    throw refused("NEXIO_DELIVERY_ALLOW", "hosts, networks or host:port, comma separated", (wrong as Error).message)
  }
}

const readTrustedProxies = (entries: ReadonlyArray<string>): TrustedProxies.TrustedProxies => {
  try {
    return TrustedProxies.parse(entries)
  } catch (wrong) {
    throw refused(
      "NEXIO_TRUST_PROXY",
      "addresses, networks, loopback, linklocal or uniquelocal, comma separated",
      (wrong as Error).message
    )
  }
}

const units: Readonly<Record<string, number>> = { s: Instant.second, m: Instant.minute, h: Instant.hour }

const readWait = (text: string): number => {
  const match = /^(\d{1,6})(s|m|h)$/.exec(text)
  const wait = Number(match?.[1]) * (units[match?.[2] ?? ""] ?? NaN)
  if (Number.isNaN(wait)) throw refused("NEXIO_DELIVERY_RETRY", "waits such as 5s,5m,30m,2h", quoted(text))
  return wait
}

const readRetention = (text: string): Duration.Duration => {
  const match = /^(\d{1,5})(d|h)$/.exec(text)
  const count = Number(match?.[1] ?? 0)
  if (count === 0) throw refused("NEXIO_RETENTION", "days or hours such as 30d or 12h, at least 1h", quoted(text))
  return match?.[2] === "d" ? Duration.days(count) : Duration.hours(count)
}

const readLog = (text: string | undefined): Settings["log"] => {
  if (text === undefined || text === "") return undefined
  if (text !== "pretty" && text !== "json") throw refused("NEXIO_LOG", "pretty or json", quoted(text))
  return text
}

const list = (text: string | undefined): ReadonlyArray<string> =>
  (text ?? "")
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "")

const quoted = (text: string): string => JSON.stringify(text.slice(0, 100))

const refused = (variable: string, expected: string, found: string): SettingRefused =>
  new SettingRefused({ variable, expected, found })
