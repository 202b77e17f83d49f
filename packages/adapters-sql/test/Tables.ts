/** What is in the tables, read over a connection of its own: what was committed, and nothing else. */
import { readFileSync } from "node:fs"
import Database from "better-sqlite3"
import type { Row } from "../src/Row.ts"

/** The rows of a query. */
export const read = (
  path: string,
  query: string,
  ...parameters: ReadonlyArray<string | number>
): ReadonlyArray<Row> => {
  const db = new Database(path, { readonly: true })
  try {
    return db.prepare<Array<string | number>, Row>(query).all(...parameters)
  } finally {
    db.close()
  }
}

const byText = (a: Row, b: Row): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)

/** The rows of each of the tables, in an order of their own. */
export const dump = (path: string, only?: ReadonlyArray<string>): Record<string, ReadonlyArray<Row>> => {
  const db = new Database(path, { readonly: true })
  try {
    const tables = db
      .prepare<[], { name: string }>("select name from sqlite_schema where type = 'table' order by name")
      .all()
    return Object.fromEntries(
      tables
        .filter(({ name }) => only?.includes(name) ?? true)
        .map(({ name }) => [name, db.prepare<[], Row>(`select * from ${name}`).all().toSorted(byText)])
    )
  } finally {
    db.close()
  }
}

/** The statements that make the schema, and its version. */
export const schema = (path: string): string => {
  const statements = read(
    path,
    "select sql from sqlite_schema where sql is not null order by tbl_name, type desc, name"
  )
  const version = read(path, "pragma user_version")[0]?.["user_version"]
  return [`-- version ${version}`, ...statements.map(({ sql }) => `${sql};`)].join("\n\n") + "\n"
}

/** How many transactions are in the write-ahead log: its frames that end one name the size of the database. */
export const commits = (path: string): number => {
  const log = readFileSync(`${path}-wal`)
  const pageSize = log.readUInt32BE(8)
  const salts = log.subarray(16, 24)
  let ended = 0
  for (let frame = 32; frame + 24 + pageSize <= log.length; frame += 24 + pageSize) {
    if (!log.subarray(frame + 8, frame + 16).equals(salts)) break
    if (log.readUInt32BE(frame + 4) !== 0) ended += 1
  }
  return ended
}
