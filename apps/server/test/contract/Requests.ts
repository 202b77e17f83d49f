/** Requests made from an operation: one that is right, and arbitrary ones that are wrong in one place. */
import { character, unstorableText } from "@nexio/testing/arbitraries"
import fc from "fast-check"
import { operatorToken } from "../TestServer.ts"
import type { Asked } from "./Connection.ts"
import { fits, type JsonSchema } from "./JsonSchema.ts"
import { type OpenApi, type Operation, pathOf, type Things } from "./Operations.ts"
import { sampleOf } from "./Sample.ts"
import { cookieFor } from "./World.ts"

type Named = OpenApi["components"]["schemas"]

const json = { "content-type": "application/json" }

/** How a caller shows who it is; a member by the session that stands for the key. */
export const credentials = (
  { face }: Pick<Operation, "face">,
  key: string
): Readonly<Partial<Record<"authorization" | "cookie", string>>> => {
  if (face === "open") return {}
  if (face === "session") return { cookie: cookieFor(key) }
  return { authorization: `Bearer ${face === "operator" ? operatorToken : key}` }
}

/** A right request of the operation, about these things. */
export const rightRequest = (operation: Operation, named: Named, things: Things, key: string): Asked => ({
  method: operation.method,
  path: pathOf(operation, things),
  headers: {
    ...credentials(operation, key),
    ...(operation.body === undefined ? {} : json)
  },
  body:
    operation.body &&
    JSON.stringify(sampleOf(operation.body, named), (name, value) => (name === "run_ids" ? [things["runs"]] : value))
})

const whateverJson = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 1e21, "", "x", [], {}, [null], { a: 1 }, "x".repeat(3_000)),
  fc.jsonValue()
)

/** A name that no schema of the contract has. */
const unknownName = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "toString", "hasOwnProperty", "", " ", "org_id", "environment", "SLUG"),
  fc.string({ unit: character, minLength: 1 }).filter((name) => name.isWellFormed() && !name.includes("\0"))
)

/** The text of an object, whatever its keys are called. */
const textOf = (entries: ReadonlyArray<readonly [name: string, value: unknown]>): string =>
  `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(",")}}`

/** Bodies that are not what the schema says. */
export const wrongBody = (schema: JsonSchema, named: Named): fc.Arbitrary<string> => {
  const sample = Object.entries(sampleOf(schema, named) as Record<string, unknown>)
  const properties = Object.entries((schema["properties"] ?? {}) as Named)
  const required = (schema["required"] ?? []) as ReadonlyArray<string>
  const right = textOf(sample)
  const with_ = (name: string, value: unknown) => textOf([...sample.filter(([known]) => known !== name), [name, value]])
  const unknown = unknownName.filter((name) => !properties.some(([known]) => known === name))
  const notJson = fc.oneof(
    fc.nat(right.length - 1).map((end) => right.slice(0, end).trim() || "{"),
    fc.constantFrom(`${right}}`, `${right},`, `\uFEFF${right}`, "undefined", "NaN", "'x'", `${right}\0`, "{a:1}", "//")
  )
  return fc.oneof(
    notJson,
    whateverJson.filter((value) => !fits(schema, value, named)).map((value) => JSON.stringify(value)),
    fc.tuple(unknown, whateverJson).map(([name, value]) => textOf([...sample, [name, value]])),
    unstorableText.map((name) => textOf([...sample, [name, 1]])),
    ...(required.length === 0
      ? []
      : [fc.constantFrom(...required).map((missing) => textOf(sample.filter(([name]) => name !== missing)))]),
    ...(properties.length === 0
      ? []
      : [
          fc
            .tuple(fc.constantFrom(...properties), whateverJson)
            .filter(([[, property], value]) => !fits(property, value, named))
            .map(([[name], value]) => with_(name, value)),
          fc
            .tuple(fc.constantFrom(...properties), unstorableText, fc.constantFrom(0, 1, 2))
            .map(([[name], text, depth]) => with_(name, [text, [text], { [text]: text }][depth]))
        ])
  )
}

const wrongTimes = ["", "now", "0", "2026-11-24", "2026-02-30T00:00:00Z", "2026-11-24T25:00:00Z", "2026-11-24T08:00:00"]

const wrongValues: Readonly<Record<string, ReadonlyArray<string>>> = {
  limit: ["", "0", "101", "-1", "1.5", "1e3", " ", "x", "null", "1,2", "0x10", "9".repeat(400)],
  cursor: ["", "x", "e30", "é", "\0", "MDE5OGMyZjAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAw ", "a".repeat(4_000)]
}

/** Queries that the operation does not take: unknown names, wrong values, and one that is there twice. */
export const wrongQuery = ({ query }: Operation): fc.Arbitrary<string> => {
  const names = query.map(({ name }) => name)
  const unknown = fc
    .tuple(unknownName, fc.string())
    // Without a name and without a value there is no parameter.
    .filter(([name, value]) => !names.includes(name) && name + value !== "")
  const wrong = query.flatMap(({ name, schema }) => {
    const values =
      schema["format"] === "date-time" ? wrongTimes : "enum" in schema ? ["", "x", "ALL"] : wrongValues[name]
    return (values ?? []).map((value): [string, string] => [name, value])
  })
  const asQuery = ([name, value]: [string, string]) => String(new URLSearchParams([[name, value]]))
  return wrong.length === 0
    ? unknown.map(asQuery)
    : fc.oneof(
        unknown.map(asQuery),
        fc.constantFrom(...wrong).map(asQuery),
        fc.constantFrom(...names).map((name) => `${name}=live&${name}=live`)
      )
}
