/**
 * The row of a domain struct: its fields as columns in snake_case, an absent field as NULL.
 *
 * Derived from the schema, so that a struct and its table cannot drift apart unnoticed. Texts and numbers are
 * columns of their own kind; booleans are 0 and 1, and everything else is JSON text.
 */
import { SnakeCase } from "@nexio/core"
import { type Schema, SchemaAST } from "effect"

/** A value as better-sqlite3 takes and gives it. */
export type Value = string | number | null

export type Row = Readonly<Record<string, Value>>

type Form = "plain" | "boolean" | "json"

interface Column {
  readonly field: string
  readonly name: string
  readonly form: Form
}

export interface RowCodec<A> {
  readonly columns: ReadonlyArray<string>
  readonly encode: (value: A) => Row
  /** The values of the columns, in their order. */
  readonly values: (value: A) => Array<Value>
  /** Rows are what this codec wrote, so they are not checked again. */
  readonly decode: (row: Row) => A
}

export const codec = <Fields extends Schema.Struct.Fields>(
  struct: Schema.Struct<Fields>
): RowCodec<Schema.Struct<Fields>["Type"]> => {
  const columns: ReadonlyArray<Column> = Object.entries(struct.fields).map(([field, schema]) => ({
    field,
    name: SnakeCase.snakeCase(field),
    form: formOf(SchemaAST.toType((schema as Schema.Top).ast))
  }))
  return {
    columns: columns.map((column) => column.name),
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
  if (form === "plain") return value as string | number
  return form === "boolean" ? Number(value) : JSON.stringify(value)
}

const read = (stored: string | number, form: Form): unknown => {
  if (form === "plain") return stored
  return form === "boolean" ? stored === 1 : JSON.parse(stored as string)
}

const formOf = (ast: SchemaAST.AST): Form => {
  if (SchemaAST.isBoolean(ast)) return "boolean"
  return isPlain(ast) ? "plain" : "json"
}

const isPlain = (ast: SchemaAST.AST): boolean =>
  SchemaAST.isString(ast) ||
  SchemaAST.isNumber(ast) ||
  SchemaAST.isLiteral(ast) ||
  (SchemaAST.isUnion(ast) && ast.types.every(SchemaAST.isLiteral))
