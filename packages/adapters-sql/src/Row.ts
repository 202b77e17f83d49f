/**
 * The row of a domain struct: its fields as columns in snake_case, an absent field as NULL.
 *
 * Derived from the schema, so that a struct and its table cannot drift apart unnoticed. Texts, numbers and booleans
 * are columns of their own kind (a boolean is 0 or 1 where the database has none), and everything else is JSON text.
 */
import { SnakeCase } from "@nexio/core"
import { type Schema, SchemaAST } from "effect"

/** A value as it is handed to a database. */
export type Value = string | number | boolean | null

export type Row = Readonly<Record<string, Value>>

type Form = "text" | "number" | "boolean" | "json"

/** Ids are UUIDs, except for those of events, which say so in their text. */
export type PostgresType = "uuid" | "text" | "bigint" | "boolean"

interface Column {
  readonly field: string
  readonly name: string
  readonly form: Form
  readonly type: PostgresType
}

export interface RowCodec<A> {
  readonly columns: ReadonlyArray<string>
  /** The types of the columns on PostgreSQL, in their order. */
  readonly types: ReadonlyArray<PostgresType>
  readonly encode: (value: A) => Row
  /** The values of the columns, in their order. */
  readonly values: (value: A) => Array<Value>
  /** Rows are what this codec wrote, so they are not checked again. */
  readonly decode: (row: Row) => A
}

export const codec = <Fields extends Schema.Struct.Fields>(
  struct: Schema.Struct<Fields>
): RowCodec<Schema.Struct<Fields>["Type"]> => {
  const columns: ReadonlyArray<Column> = Object.entries(struct.fields).map(([field, schema]) => {
    const ast = SchemaAST.toType((schema as Schema.Top).ast)
    return { field, name: SnakeCase.snakeCase(field), form: formOf(ast), type: postgresType(ast) }
  })
  return {
    columns: columns.map((column) => column.name),
    types: columns.map((column) => column.type),
    encode: (value) => {
      const row: Record<string, Value> = {}
      for (const { field, form, name } of columns) row[name] = write((value as Record<string, unknown>)[field], form)
      return row
    },
    values: (value) => columns.map(({ field, form }) => write((value as Record<string, unknown>)[field], form)),
    decode: (row) => {
      const value: Record<string, unknown> = {}
      for (const { field, form, name } of columns) {
        const stored = row[name]
        if (stored !== null && stored !== undefined) value[field] = read(stored, form)
      }
      return value as Schema.Struct<Fields>["Type"]
    }
  }
}

/** `insert into table (…) values (?, …)`, for columns in this order. */
export const insert = (table: string, columns: ReadonlyArray<string>): string =>
  `insert into ${table} (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})`

const write = (value: unknown, form: Form): Value => {
  if (value === undefined) return null
  return form === "json" ? JSON.stringify(value) : (value as Value)
}

const read = (stored: string | number | boolean, form: Form): unknown => {
  if (form === "boolean") return stored === true || stored === 1
  return form === "json" ? JSON.parse(stored as string) : stored
}

const postgresType = (ast: SchemaAST.AST): PostgresType => {
  const form = formOf(ast)
  if (form === "boolean") return "boolean"
  if (form === "number") return "bigint"
  return ast.annotations?.["format"] === "uuid" ? "uuid" : "text"
}

const formOf = (ast: SchemaAST.AST): Form => {
  if (SchemaAST.isBoolean(ast)) return "boolean"
  if (SchemaAST.isNumber(ast)) return "number"
  return isText(ast) ? "text" : "json"
}

const isText = (ast: SchemaAST.AST): boolean =>
  SchemaAST.isString(ast) ||
  (SchemaAST.isLiteral(ast) && typeof ast.literal === "string") ||
  (SchemaAST.isUnion(ast) && ast.types.every(isText))
