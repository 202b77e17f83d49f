/** The whole server in this process, as `main` wires it: a real SQLite file, a real port, real deliveries. */
import { join } from "node:path"
import { NexioServer } from "@nexio/adapters-http/express"
import { type FoundedOrg, Orgs, type RetentionWorker, type WorkOptions } from "@nexio/core"
import { Duration, Logger, ManagedRuntime, Redacted } from "effect"
import * as Layers from "../src/Layers.ts"
import * as Settings from "../src/Settings.ts"
import { type Client, clientOf } from "./Client.ts"
import { makeFolder } from "./ServerProcess.ts"

export const operatorToken = "an-operator-token-of-more-than-32-characters"

export interface TestOrg {
  readonly id: string
  /** The first key of live, which holds every permission. */
  readonly key: string
  readonly live: Client
}

export interface TestServer extends AsyncDisposable {
  readonly url: string
  /** The path of the database. */
  readonly database: string
  /** All that was logged so far, each as one line of JSON. */
  readonly logged: ReadonlyArray<string>
  readonly operator: Client
  /** A client of a key of this server, or of none. */
  readonly client: (key?: string) => Client
  /** A new org, founded by the use case, past HTTP. */
  readonly found: (limits?: {
    readonly environmentLimit?: number
    readonly endpointLimit?: number
    readonly rateLimitPerMinute?: number
  }) => Promise<TestOrg>
  /** Stops it, and starts another on the same database, which does all work. */
  readonly restart: (variables?: Readonly<Record<string, string>>) => Promise<TestServer>
}

/** Nothing is written in the midst of a test that compares what is stored. */
const seldom = Duration.hours(1)

/** Tests are answered more 401s in a minute than anybody else, but for those of what slows them down. */
const plenty = 1_000_000

/** Starts one. Attempts time out after `timeout` (default 2 s), and are retried at once, twice. */
export const startTestServer = (
  variables: Readonly<Record<string, string>> = {},
  timeout: Duration.Duration = Duration.seconds(2),
  work: Partial<WorkOptions> = {},
  retention: Partial<RetentionWorker.RetentionOptions> = {},
  lastUse: Duration.Duration = seldom,
  more: Partial<Layers.Options> = {}
): Promise<TestServer> => startIn(makeFolder(), variables, timeout, work, retention, lastUse, more)

const startIn = async (
  folder: ReturnType<typeof makeFolder>,
  variables: Readonly<Record<string, string>>,
  timeout: Duration.Duration,
  work: Partial<WorkOptions>,
  retention: Partial<RetentionWorker.RetentionOptions>,
  lastUse: Duration.Duration,
  more: Partial<Layers.Options>
): Promise<TestServer> => {
  const database = join(folder.path, "nexio.db")
  const logged: Array<string> = []
  const settings = Settings.read({
    PORT: "0",
    NEXIO_DATABASE_URL: `sqlite:${database}`,
    NEXIO_DELIVERY_RETRY: "0s,0s",
    NEXIO_OPERATOR_TOKEN: operatorToken,
    ...variables
  })
  const logging = Logger.layer([Logger.map(Logger.formatJson, (line) => void logged.push(line))])
  const runtime = ManagedRuntime.make(
    Layers.server(settings, {
      logging,
      timeout,
      work,
      retention,
      lastUse,
      unauthorizedPerMinute: plenty,
      // The same paths are there, whether a portal was built on this machine or not.
      portal: folder.path,
      ...more
    })
  )
  const url = Settings.urlOf((await runtime.runPromise(NexioServer)).address)
  const client = (key?: string) => clientOf(url, key)
  return {
    url,
    database,
    logged,
    client,
    operator: client(operatorToken),
    found: async (limits = {}) => {
      const { key, org }: FoundedOrg = await runtime.runPromise(
        Orgs.use((orgs) => orgs.found({ name: "Acme", ...limits }))
      )
      const text = Redacted.value(key)
      return { id: org.id, key: text, live: client(text) }
    },
    restart: async (changed = {}) => {
      await runtime.dispose()
      return startIn(folder, { ...variables, ...changed }, timeout, {}, {}, lastUse, more)
    },
    [Symbol.asyncDispose]: async () => {
      await runtime.dispose()
      folder[Symbol.dispose]()
    }
  }
}
