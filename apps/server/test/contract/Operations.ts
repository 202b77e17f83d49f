/** The operations of `/openapi.json`: tests that are made from them cover a new one by themselves. */
import type { Answer } from "../Client.ts"
import { type JsonSchema, resolved } from "./JsonSchema.ts"
import { known } from "./Sample.ts"

/** As the document has it. */
export type Declared = Answer["body"]

/** Who calls: by a key, the session of a member, or the operator's token. */
export type Face = "open" | "key" | "session" | "operator"

export interface Operation {
  /** Its `operationId`. */
  readonly id: string
  readonly method: string
  /** With its parameters in braces. */
  readonly path: string
  readonly face: Face
  readonly query: ReadonlyArray<{ readonly name: string; readonly required?: boolean; readonly schema: JsonSchema }>
  readonly headers: ReadonlyArray<string>
  /** Of its body, resolved; nothing where it takes none. */
  readonly body: JsonSchema | undefined
  /** Of its answers, by status; nothing where one has no body. */
  readonly answers: Readonly<Record<string, JsonSchema | undefined>>
  /** What it can be refused with, such as `409 slug_taken`. */
  readonly refusals: ReadonlyArray<string>
}

export interface OpenApi {
  readonly openapi: string
  readonly tags: ReadonlyArray<{ readonly name: string; readonly description: string }>
  readonly paths: Readonly<Record<string, Readonly<Record<string, Declared>>>>
  readonly components: Readonly<Record<string, Readonly<Record<string, Declared>>>> & {
    readonly schemas: Readonly<Record<string, JsonSchema>>
  }
}

const json = "application/json"

const faceOf = ({ security }: Declared): Face => {
  const schemes: ReadonlyArray<string> = security.flatMap(Object.keys)
  const faces = { apiKey: "key", session: "session", operatorToken: "operator" } as const
  return Object.entries(faces).find(([scheme]) => schemes.includes(scheme))?.[1] ?? "open"
}

/** What a part of the document refers to, or the part itself. */
export const referred = ({ components }: OpenApi, part: Declared): Declared => {
  if (part.$ref === undefined) return part
  const [, kind, name] = /^#\/components\/(\w+)\/(.+)$/.exec(part.$ref) ?? []
  const found = components[kind!]?.[name!]
  if (found === undefined) throw new Error(`Nothing is called ${part.$ref}`)
  return found
}

export const operationsOf = (document: OpenApi): ReadonlyArray<Operation> =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, declared]) => {
      const body: JsonSchema | undefined = declared.requestBody?.content[json].schema
      const parameters: ReadonlyArray<Declared> = declared.parameters.map((part: Declared) => referred(document, part))
      const answers = Object.entries<Declared>(declared.responses).map(
        ([status, part]) => [status, referred(document, part)] as const
      )
      return {
        id: declared.operationId,
        method: method.toUpperCase(),
        path,
        face: faceOf(declared),
        query: parameters.filter((parameter) => parameter.in === "query"),
        headers: parameters.filter((parameter) => parameter.in === "header").map(({ name }) => name),
        body: body && resolved(body, document.components.schemas),
        answers: Object.fromEntries(
          answers.map(([status, answer]) => [status, anyOf(Object.values<Declared>(answer.content ?? {}))])
        ),
        refusals: answers.flatMap(([status, answer]) =>
          Object.keys(answer.content?.[json]?.examples ?? {}).map((code) => `${status} ${code}`)
        )
      }
    })
  )

/** What a body is that has any of these media types. */
const anyOf = ([first, ...others]: ReadonlyArray<Declared>): JsonSchema | undefined =>
  others.length === 0 ? first?.schema : { anyOf: [first, ...others].map(({ schema }) => schema) }

/** What stands in paths for a thing of each collection, such as `webhooks`. */
export type Things = Readonly<Record<string, string>>

/** The collections that an operation's path names a thing of. */
export const collectionsOf = ({ path }: Operation): ReadonlyArray<string> =>
  [...path.matchAll(/([^/]+)\/\{[^}]+\}/g)].map(([, collection]) => collection!)

/** The path with more in its query. */
export const asking = (path: string, query: string): string => `${path}${path.includes("?") ? "&" : "?"}${query}`

/** The operation's path with these things in it, and the query that it has to have. */
export const pathOf = (operation: Operation, things: Things): string =>
  operation.query
    .filter(({ required }) => required === true)
    .reduce((path, { name }) => asking(path, `${name}=${things[name] ?? known[name]}`), barePathOf(operation, things))

const barePathOf = ({ path }: Operation, things: Things): string =>
  path.replace(/([^/]+)\/\{[^}]+\}/g, (_, collection: string) => {
    const thing = things[collection]
    if (thing === undefined)
      throw new Error(`${path} needs a thing of ${collection}: make one where the others are made`)
    return `${collection}/${thing}`
  })

/** What the contract's section 4 asks of the caller of an operation under `/api`: any of these permissions. */
export const permissionsOf = ({ method, path }: Operation): ReadonlyArray<string> => {
  const [collection = "", ...rest] = path.replace(/^\/api\/(v1\/)?/, "").split("/")
  const isWrite = method !== "GET"
  if (collection === "members") return ["members:manage"]
  if (collection === "audit-log") return ["audit:read"]
  if (collection === "api-keys") return ["api_keys:manage"]
  if (collection === "environments" && rest.at(-1) === "replays") return ["runs:write"]
  if (collection === "environments" && (isWrite || rest.at(-1) === "diff")) {
    return rest.length === 0 ? ["environments:manage", "api_keys:manage"] : ["environments:manage"]
  }
  if (!isWrite) return []
  if (collection === "runs" || collection === "jobs" || rest.at(-1) === "runs") return ["runs:write"]
  if (collection === "webhooks" || collection === "deliveries") return ["webhooks:manage"]
  if (collection === "engines") return ["engines:manage"]
  return []
}

/** Whether it is a control call: for keys of live alone. */
export const isControl = (operation: Operation): boolean =>
  operation.path.endsWith("/replays") ||
  permissionsOf(operation).some((permission) => permission !== "runs:write" && permission !== "webhooks:manage")
