/**
 * The OpenAPI document: what Effect generates from the declarations, and what it cannot know of them. Who may call,
 * every refusal with its codes and what it looks like, the headers of all, and what `limit` is.
 */
import { Page } from "@nexio/core"
import * as Csv from "../Csv.ts"
import { callerOf } from "./Callers.ts"
import * as Conventions from "./Conventions.ts"
import { type Call, callsOf, type Groups, meaningOf, nameOf } from "./Declared.ts"
import * as Headers from "./Headers.ts"
import type { Node } from "./Node.ts"
import { oncePerSchema } from "./OncePerSchema.ts"
import * as PathParameters from "./PathParameters.ts"
import * as RefusedAnswers from "./RefusedAnswers.ts"

/** The schemes of `Authorization` and `X-API-Key`, and the operator's. */
const securitySchemes = {
  apiKey: { type: "http", scheme: "bearer", description: "An API key: `Authorization: Bearer nx_…`" },
  apiKeyHeader: { type: "apiKey", in: "header", name: "X-API-Key", description: "An API key, in the older form" },
  session: {
    type: "apiKey",
    in: "cookie",
    name: "wos-session",
    description: "A member's session, which `POST /api/session` begins"
  },
  operatorToken: { type: "http", scheme: "bearer", description: "The operator's token: `NEXIO_OPERATOR_TOKEN`" }
}

const security = {
  open: [],
  key: [{ apiKey: [] }, { apiKeyHeader: [] }],
  session: [{ session: [] }],
  operator: [{ operatorToken: [] }]
}

/** A number in a query, which the declarations can only call a text that looks like one. */
const limit = {
  type: "integer",
  minimum: 1,
  maximum: Page.maxLimit,
  default: Page.defaultLimit,
  description: "How many a page has at most"
}

/** What a success is called. */
const successes: Readonly<Record<string, string>> = {
  200: "What was asked for",
  201: "It was made",
  202: "It was accepted, and is done soon after",
  204: "It was done, and there is nothing to say of it"
}

/** The document as it is served, from the one that was generated from these groups. */
export const described = (generated: Node, groups: Groups): Node => {
  const document = oncePerSchema(generated)
  const { components, info, openapi, paths } = document
  const refused = RefusedAnswers.make()
  const nodes = callsOf(groups).map((call) => [call, paths[call.path][call.method.toLowerCase()] as Node] as const)
  const taken = nodes.flatMap(([, node]) =>
    node["parameters"].filter((parameter: Node) => parameter["in"] === "header")
  )
  for (const [call, node] of nodes) describe(call, node, components.schemas, refused)
  return {
    openapi,
    info: { ...info, description: `${info.description}\n\n${Conventions.markdown}` },
    servers: document["servers"],
    tags: Object.values(groups).map((group) => ({ name: nameOf(group), description: meaningOf(group) })),
    paths,
    components: {
      ...components,
      securitySchemes,
      parameters: Headers.parametersOf(taken),
      headers: Headers.components,
      ...refused.components()
    }
  }
}

/** The parameters by which a call names a thing that may not be there. */
const namesThing = (parameter: Node): boolean =>
  parameter["in"] === "path" || ["environment", "with"].includes(parameter["name"])

const describe = (call: Call, node: Node, schemas: Node, refused: RefusedAnswers.RefusedAnswers): void => {
  node["description"] = `${call.description}\n\nCaller: ${callerOf(call)}.`
  node["security"] = security[call.face]
  const namesThings = node["parameters"].some(namesThing)
  node["parameters"] = [
    ...node["parameters"].map((parameter: Node) => parameterOf(call, parameter)),
    { $ref: "#/components/parameters/X-Request-Id" }
  ]
  for (const media of Object.values<Node>(node["requestBody"]?.content ?? {})) {
    node["requestBody"].required = fieldsOf(schemas, media["schema"], "required").length > 0
    media["example"] = call.example.request ?? {}
  }
  const bodies = Object.values<Node>(node["requestBody"]?.content ?? {}).map(({ schema }) => schema)
  const hasFields = bodies.some((schema) => fieldsOf(schemas, schema, "properties").length > 0)
  const succeeded = Object.entries<Node>(node["responses"]).filter(([status]) => Number(status) < 400)
  for (const [status, answer] of succeeded) {
    answer["description"] = successes[status]
    answer["headers"] = Headers.ofSuccess(call)
    for (const [type, media] of Object.entries<Node>(answer["content"] ?? {})) {
      media["example"] = type === Csv.contentType ? call.example.csv : call.example.answer
    }
  }
  node["responses"] = { ...Object.fromEntries(succeeded), ...refused.of(call, { hasFields, namesThings }) }
}

const parameterOf = (call: Call, parameter: Node): Node => {
  if (parameter["in"] === "header") return { $ref: `#/components/parameters/${Headers.nameOf(parameter)}` }
  if (parameter["in"] === "path") return PathParameters.described(call, parameter)
  if (parameter["name"] === "limit") parameter["schema"] = limit
  const { description, ...schema } = parameter["schema"]
  return { ...parameter, description, schema }
}

/** The fields of a body, or those that must be there: without one of the latter it may be left out. */
const fieldsOf = (schemas: Node, schema: Node, keyword: "properties" | "required"): ReadonlyArray<string> => {
  const resolved: Node = schemas[String(schema["$ref"]).split("/").at(-1) ?? ""] ?? schema
  const found: object = resolved[keyword] ?? []
  return Array.isArray(found) ? found : Object.keys(found)
}
