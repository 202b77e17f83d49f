/** A server whose every answer is held against what `/openapi.json` declares, and whose secrets are looked for. */
import { readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import Database from "better-sqlite3"
import { expect } from "vitest"
import type { Options } from "../../src/Layers.ts"
import type { Answer, Client } from "../Client.ts"
import { operatorToken, startTestServer, type TestServer } from "../TestServer.ts"
import { type Asked, connectTo } from "./Connection.ts"
import { fits } from "./JsonSchema.ts"
import { type OpenApi, type Operation, operationsOf } from "./Operations.ts"

/** Whether a field is in the first answer and in none that repeats it; a `url` is where it is a sign-in link. */
export const isShownOnce = (field: string, value: unknown): value is string =>
  typeof value === "string" &&
  (["key", "api_key", "secret", "signing_secret"].includes(field) || (field === "url" && value.includes("/sign-in#")))

/** What callers gave and executors made of it: it has fields of any name. */
const ofCallers: ReadonlyArray<string> = ["input", "offerings", "metadata", "output", "solutions"]

export interface Witness {
  readonly server: TestServer
  readonly document: OpenApi
  readonly operations: ReadonlyArray<Operation>
  readonly send: (asked: Asked) => Promise<Answer>
  readonly client: (key?: string) => Client
  readonly operator: Client
  /** What is in every table. */
  readonly dump: () => Readonly<Record<string, ReadonlyArray<unknown>>>
  /** A secret that is not in an answer of its own accord. */
  readonly keepInMind: (secret: string) => void
  /** Ends it, and fails where a secret that it showed or was told is in its log or its files. */
  readonly end: () => Promise<void>
}

/** Starts one. Where it `works` not, runs stay queued. */
export const startWitnessed = async (
  variables: Readonly<Record<string, string>> = {},
  { works = true, ...more }: Partial<Options> & { readonly works?: boolean } = {}
): Promise<Witness> => {
  const server = await startTestServer(
    variables,
    undefined,
    works ? {} : { concurrency: 0 },
    undefined,
    undefined,
    more
  )
  const connection = connectTo(server.url)
  const document: OpenApi = (await connection.send({ method: "GET", path: "/openapi.json" })).body
  const operations = operationsOf(document)
  const secrets = new Set<string>()
  /** What was sent beside tokens: what stands in it as well is no secret. */
  const told: Array<string> = []
  const declares = declaredBy(document, operations)

  const send = async (asked: Asked): Promise<Answer> => {
    const answer = await connection.send(asked)
    declares(asked, answer)
    for (const cookie of answer.headers.getSetCookie()) {
      const [, token] = /^wos-session=([0-9a-f]{64})/.exec(cookie) ?? []
      if (token !== undefined) secrets.add(token)
    }
    JSON.stringify(answer.body, (field, value) => {
      if (ofCallers.includes(field)) return undefined
      if (isShownOnce(field, value)) secrets.add(bare(value))
      return value
    })
    return answer
  }

  const client =
    (key?: string): Client =>
    (method, path, body, headers = {}) => {
      const { auth_token: token, ...rest } = (body ?? {}) as { readonly auth_token?: unknown }
      told.push(JSON.stringify(rest))
      // A short one may stand anywhere by chance.
      if (typeof token === "string" && token.length >= 8) secrets.add(token)
      return send({
        method,
        path,
        headers: {
          ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers
        },
        body: body === undefined ? undefined : JSON.stringify(body)
      })
    }

  const tables = new Database(server.database, { readonly: true })
  const names = tables
    .prepare<[], { readonly name: string }>("select name from sqlite_schema where type = 'table'")
    .all()
  const reads = names.map(({ name }) => {
    // When a session was used is noted each minute.
    const columns = name === "sessions" ? "org_id, hash, member_id, created_at" : "*"
    return [name, tables.prepare<[], unknown>(`select ${columns} from ${name}`)] as const
  })
  let dumped: { readonly version: unknown; readonly dump: ReturnType<Witness["dump"]> } | undefined
  const dump = () => {
    // Each commit of the server changes it.
    const version = tables.pragma("data_version", { simple: true })
    if (dumped === undefined || dumped.version !== version) {
      dumped = { version, dump: Object.fromEntries(reads.map(([name, read]) => [name, read.all()])) }
    }
    return dumped.dump
  }

  return {
    server,
    document,
    operations,
    send,
    client,
    operator: client(operatorToken),
    dump,
    keepInMind: (secret) => void secrets.add(bare(secret)),
    end: async () => {
      const untold = [...secrets].filter((secret) => !told.some((text) => text.includes(secret)))
      const leaks = leaksOf(server, untold)
      tables.close()
      connection[Symbol.dispose]()
      await server[Symbol.asyncDispose]()
      expect(leaks).toEqual([])
    }
  }
}

/** What is secret of it: the prefix of a key or of a signing secret, or where a link leads, is not. */
const bare = (secret: string): string => secret.replace(/^(nx_.*_|whsec_|http.*#)/, "")

/** Where a secret can be read, in its log or in a file beside its database. */
const leaksOf = ({ database, logged }: TestServer, secrets: ReadonlyArray<string>): ReadonlyArray<string> => {
  const folder = dirname(database)
  const files = readdirSync(folder).map((file) => [file, readFileSync(join(folder, file))] as const)
  return secrets.flatMap((secret) => [
    ...files.filter(([, bytes]) => bytes.includes(secret)).map(([file]) => `a secret is in ${file}`),
    ...logged.filter((line) => line.includes(secret)).map((line) => `a secret is in the log: ${line}`)
  ])
}

/** Fails where an answer is not one that its operation declares. */
const declaredBy = (document: OpenApi, operations: ReadonlyArray<Operation>) => {
  const routes = operations.map((operation) => {
    const path = operation.path.replaceAll(".", "\\.").replaceAll(/\{[^}]+\}/g, "[^/]+")
    return { operation, pattern: new RegExp(`^${path}$`) }
  })
  return ({ method, path }: Asked, { body, status }: Answer): void => {
    const plain = path.split("?", 1)[0]!
    // A literal path comes before one with a parameter, as the router has it.
    const route = routes
      .filter(({ operation, pattern }) => operation.method === method && pattern.test(plain))
      .toSorted((a, b) => a.operation.path.split("{").length - b.operation.path.split("{").length)[0]
    if (route === undefined || status >= 500) return
    const { answers, id } = route.operation
    expect(Object.keys(answers), `${id} declares ${status}`).toContain(String(status))
    const schema = answers[status]
    if (schema === undefined) expect(body, `${id} answers ${status} with nothing`).toBeUndefined()
    else if (!fits(schema, body, document.components.schemas)) {
      expect.fail(`${id} answered ${status} with what it does not declare: ${JSON.stringify(body)}`)
    }
  }
}
