/** What the OpenAPI document says beyond the declarations: who may call, which bodies may be left out, what `limit` is. */
import { Page } from "@nexio/core"

/** The schemes of `Authorization` and `X-API-Key`, and the operator's. */
const securitySchemes = {
  apiKey: { type: "http", scheme: "bearer", description: "An API key: `Authorization: Bearer nx_…`" },
  apiKeyHeader: { type: "apiKey", in: "header", name: "X-API-Key", description: "The older form" },
  operatorToken: { type: "http", scheme: "bearer", description: "The operator's token" }
}

const securityOf = (path: string): ReadonlyArray<Record<string, ReadonlyArray<string>>> =>
  path.startsWith("/api/v1/")
    ? [{ apiKey: [] }, { apiKeyHeader: [] }]
    : path.startsWith("/admin/v1/")
      ? [{ operatorToken: [] }]
      : []

type Node = Record<string, any>

/** A number in a query, which the declarations can only call a text that looks like one. */
const limit = { type: "integer", minimum: 1, maximum: Page.maxLimit, default: Page.defaultLimit }

/** One schema that was met twice has two names; it keeps the first. */
const oncePerSchema = (document: Node): Node => {
  const schemas: Node = document["components"].schemas
  const twins = Object.keys(schemas).filter((name) => {
    const first = schemas[name.replace(/_\d+$/, "")]
    return first !== schemas[name] && JSON.stringify(first) === JSON.stringify(schemas[name])
  })
  const text = twins.reduce(
    (text, name) => text.replaceAll(`/schemas/${name}"`, `/schemas/${name.replace(/_\d+$/, "")}"`),
    JSON.stringify(document)
  )
  const once = JSON.parse(text)
  for (const name of twins) delete once.components.schemas[name]
  return once
}

/** The document as it is served. */
export const described = (generated: Node): Node => {
  const document = oncePerSchema(generated)
  const schemas: Node = document["components"].schemas
  for (const [path, operations] of Object.entries<Node>(document["paths"])) {
    for (const operation of Object.values<Node>(operations)) {
      operation["security"] = securityOf(path)
      for (const parameter of operation["parameters"]) if (parameter.name === "limit") parameter.schema = limit
      for (const response of Object.values<Node>(operation["responses"])) {
        for (const media of Object.values<Node>(response["content"] ?? {})) media["schema"] = single(media["schema"])
      }
      for (const media of Object.values<Node>(operation["requestBody"]?.content ?? {})) {
        operation["requestBody"].required = requiresField(schemas, media["schema"])
      }
    }
  }
  return { ...document, components: { ...document["components"], securitySchemes } }
}

/** A status that several things can lead to has one shape all the same. */
const single = (schema: Node): Node => {
  const alternatives: ReadonlyArray<Node> = schema["anyOf"] ?? []
  const [first, ...others] = alternatives.map((alternative) => alternative["$ref"])
  return first !== undefined && others.every((other) => other === first) ? { $ref: first } : schema
}

/** A body may be left out where it has no field that must be there. */
const requiresField = (schemas: Node, schema: Node): boolean => {
  const resolved: Node = schemas[String(schema["$ref"]).split("/").at(-1) ?? ""] ?? schema
  return (resolved["required"] ?? []).length > 0
}
