/** The public JSON of a struct: the same fields with their names in `snake_case`. */
import { Schema } from "effect"

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
