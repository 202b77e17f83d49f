/** The public JSON of a struct: the same fields with their names in `snake_case`. */
import { Predicate, Schema, SchemaAST } from "effect"

/** `"createdAt"` becomes `"created_at"`. */
export type SnakeCase<S extends string> = S extends `${infer Head}${infer Tail}`
  ? Head extends Lowercase<Head>
    ? `${Head}${SnakeCase<Tail>}`
    : `_${Lowercase<Head>}${SnakeCase<Tail>}`
  : S

type Keys<Fields, Renamed> = {
  readonly [K in keyof Fields]: K extends keyof Renamed ? Renamed[K] & string : K extends string ? SnakeCase<K> : never
}

export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** `createdAt` in TypeScript, `created_at` in JSON, for each field of a struct; `renamed` are called otherwise. */
export const snakeCased = <
  Fields extends Schema.Struct.Fields,
  const Renamed extends Record<string, string> = Record<never, string>
>(
  struct: Schema.Struct<Fields>,
  renamed?: Renamed
): Schema.encodeKeys<Schema.Struct<Fields>, Keys<Fields, Renamed>> =>
  Schema.encodeKeys<Schema.Struct<Fields>, Keys<Fields, Renamed>>(
    Object.fromEntries(Object.keys(struct.fields).map((name) => [name, renamed?.[name] ?? snakeCase(name)])) as Keys<
      Fields,
      Renamed
    >
  )(struct)

/**
 * Gives what encodes values as {@link snakeCased} does, and does not check them again: for those of the domain, which
 * were checked where they came in. What is of one kind in both forms, as texts and JSON are, is the same in both.
 */
export const encoder = <Fields extends Schema.Struct.Fields>(
  struct: Schema.Struct<Fields>,
  renamed?: Readonly<Record<string, string>>
): ((value: Schema.Struct<Fields>["Type"]) => Readonly<Record<string, unknown>>) => {
  const fields = Object.entries(struct.fields).map(
    ([name, schema]) =>
      [name, renamed?.[name] ?? snakeCase(name), encoderOf(schema as Schema.Encoder<unknown>)] as const
  )
  return (value) => {
    const encoded: Record<string, unknown> = {}
    for (const [name, key, encode] of fields) {
      const field = (value as Readonly<Record<string, unknown>>)[name]
      if (field !== undefined) encoded[key] = encode === undefined ? field : encode(field)
    }
    return encoded
  }
}

const encoderOf = (schema: Schema.Encoder<unknown>): ((value: unknown) => unknown) | undefined =>
  SchemaAST.toEncoded(schema.ast)._tag === SchemaAST.toType(schema.ast)._tag ? undefined : Schema.encodeSync(schema)

/**
 * Gives what decodes JSON of a struct as {@link snakeCased} does where all is well with it, and no field is one too many;
 * else nothing, for `Schema` to say why. All fields are the same in both forms.
 */
export const decoder = <Fields extends Schema.Struct.Fields>(
  struct: Schema.Struct<Fields>
): ((json: unknown) => Schema.Struct<Fields>["Type"] | undefined) => {
  const names = new Map(Object.keys(struct.fields).map((name) => [snakeCase(name), name]))
  const isRight = Schema.is(struct)
  return (json) => {
    if (!Predicate.isObject(json)) return undefined
    const value: Record<string, unknown> = {}
    for (const [key, field] of Object.entries(json)) {
      const name = names.get(key)
      if (name === undefined) return undefined
      value[name] = field
    }
    return isRight(value) ? value : undefined
  }
}
