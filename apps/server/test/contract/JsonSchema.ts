/** As much of JSON Schema as the contract is declared with; a keyword that it does not know is an error, not a pass. */
import type { Answer } from "../Client.ts"

export interface JsonSchema {
  readonly [keyword: string]: unknown
}

type Named = Readonly<Record<string, JsonSchema>>

const annotations = new Set(["description", "examples", "default", "title", "format"])

/** The schema itself, where it is a reference to a named one. */
export const resolved = (schema: JsonSchema, named: Named): JsonSchema => {
  const reference = schema["$ref"]
  if (reference === undefined) return schema
  const found = named[String(reference).replace("#/components/schemas/", "")]
  if (found === undefined) throw new Error(`Nothing is called ${reference}`)
  return resolved(found, named)
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  null: (value) => value === null,
  boolean: (value) => typeof value === "boolean",
  string: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  integer: Number.isSafeInteger,
  array: Array.isArray,
  object: isObject
}

/** Of a schema, or a value, whose kind the keyword says. */
type Known = Answer["body"]

type Check = (of: Known, value: Known, schema: JsonSchema, named: Named) => boolean

const checks: Readonly<Record<string, Check>> = {
  type: (type, value) => types[type]!(value),
  enum: (values, value) => values.includes(value),
  not: (schema, value, _, named) => !fits(schema, value, named),
  anyOf: (schemas, value, _, named) => schemas.some((schema: JsonSchema) => fits(schema, value, named)),
  allOf: (schemas, value, _, named) => schemas.every((schema: JsonSchema) => fits(schema, value, named)),
  pattern: (pattern, value) => typeof value !== "string" || new RegExp(pattern, "u").test(value),
  minLength: (least, value) => typeof value !== "string" || value.length >= least,
  maxLength: (most, value) => typeof value !== "string" || value.length <= most,
  minimum: (least, value) => typeof value !== "number" || value >= least,
  maximum: (most, value) => typeof value !== "number" || value <= most,
  items: (schema, value, _, named) => !Array.isArray(value) || value.every((item) => fits(schema, item, named)),
  minItems: (least, value) => !Array.isArray(value) || value.length >= least,
  maxItems: (most, value) => !Array.isArray(value) || value.length <= most,
  uniqueItems: (unique, value) => !unique || !Array.isArray(value) || new Set(value).size === value.length,
  required: (names, value) => !isObject(value) || names.every((name: string) => Object.hasOwn(value, name)),
  maxProperties: (most, value) => !isObject(value) || Object.keys(value).length <= most,
  properties: (properties, value, _, named) =>
    !isObject(value) ||
    Object.entries<JsonSchema>(properties).every(
      ([name, schema]) => !Object.hasOwn(value, name) || fits(schema, value[name], named)
    ),
  additionalProperties: (others, value, schema, named) =>
    !isObject(value) ||
    Object.entries(value).every(
      ([name, item]) =>
        Object.hasOwn((schema["properties"] as object | undefined) ?? {}, name) ||
        (others !== false && (others === true || fits(others, item, named)))
    )
}

/** Whether the value is one that the schema describes. */
export const fits = (schema: JsonSchema, value: unknown, named: Named): boolean => {
  const own = resolved(schema, named)
  return Object.entries(own).every(([keyword, of]) => {
    if (annotations.has(keyword)) return true
    const check = checks[keyword]
    if (check === undefined) throw new Error(`The keyword ${keyword} is not known here`)
    return check(of, value, own, named)
  })
}
