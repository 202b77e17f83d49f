/** Servers that share one PostgreSQL database of their own, each a process. */
import { randomUUID } from "node:crypto"
import { inject } from "vitest"
import { type Client, clientOf } from "../Client.ts"
import { rowsOfPostgres } from "../Rows.ts"
import { makeFolder, type ServerProcess, startServer } from "../ServerProcess.ts"
import { operatorToken } from "../TestServer.ts"

/** What every server on PostgreSQL needs, and all of a deployment have alike. */
export const variables = {
  NEXIO_MASTER_KEY: Buffer.alloc(32, "a key of the tests").toString("base64"),
  NEXIO_OPERATOR_TOKEN: operatorToken,
  NEXIO_DELIVERY_ALLOW: "127.0.0.1"
}

export interface Org {
  readonly id: string
  readonly key: string
}

/** An empty database in a cluster, as a superuser sees it; and how to drop it, whoever is connected. */
export const makeDatabase = async (cluster: string) => {
  const name = `nexio_test_${randomUUID().replaceAll("-", "")}`
  const url = new URL(cluster)
  url.pathname = `/${name}`
  await rowsOfPostgres(cluster, `create database ${name}`)
  return { url: url.href, drop: () => rowsOfPostgres(cluster, `drop database ${name} with (force)`) }
}

export class Deployment implements AsyncDisposable {
  /** The address of the database, for a superuser. */
  readonly database: string
  readonly servers: Array<ServerProcess> = []
  private readonly drop: () => Promise<unknown>
  private readonly folder = makeFolder()
  private readonly settings: Readonly<Record<string, string>>

  private constructor(database: string, drop: () => Promise<unknown>, more: Readonly<Record<string, string>>) {
    this.database = database
    this.drop = drop
    this.settings = { ...variables, NEXIO_DATABASE_URL: database, ...more }
  }

  /** Starts so many servers, on a database in the cluster at a URL. Default: the one that all tests share. */
  static async start(
    count: number,
    more: Readonly<Record<string, string>> = {},
    cluster: string = inject("postgres")
  ): Promise<Deployment> {
    const { drop, url } = await makeDatabase(cluster)
    const deployment = new Deployment(url, drop, more)
    for (let index = 0; index < count; index += 1) await deployment.restart(index)
    return deployment
  }

  /** Starts a server in the place of one that has ended. */
  async restart(index: number): Promise<void> {
    this.servers[index] = await startServer(this.folder.path, this.settings)
  }

  /** A client of a key at one server; of which, `index` counts round. */
  client(index: number, key?: string): Client {
    return (...asked) => clientOf(this.servers[index % this.servers.length]!.url, key)(...asked)
  }

  /** Clients of a key, one for each server. */
  clients(key?: string): ReadonlyArray<Client> {
    return this.servers.map((_, index) => this.client(index, key))
  }

  /** A new org, which the operator founds at the first server. */
  async found(limits: object = {}): Promise<Org> {
    const { body, status } = await this.client(0, operatorToken)("POST", "/admin/v1/orgs", { name: "Acme", ...limits })
    if (status !== 201) throw new Error(`No org was founded: ${status} ${JSON.stringify(body)}`)
    return { id: body.id, key: body.api_key }
  }

  /** Ends all servers in order, and gives their exit codes. */
  stop(): Promise<ReadonlyArray<number | null>> {
    return Promise.all(this.servers.map((server) => server.stop()))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.servers.map((server) => server.kill()))
    this.folder[Symbol.dispose]()
    await this.drop()
  }
}
