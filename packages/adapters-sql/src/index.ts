/** The stores of the core on SQL databases, and its secrets and ids on `node:crypto`. */
export * as CryptoSecrets from "./CryptoSecrets.ts"
export { DatabaseRefused } from "./DatabaseRefused.ts"
export * as Postgres from "./Postgres.ts"
export { PostgresDatabase } from "./PostgresDatabase.ts"
export * as Sqlite from "./Sqlite.ts"
export { SqliteDatabase } from "./SqliteDatabase.ts"
export { StartLock } from "./StartLock.ts"
export * as UuidIds from "./UuidIds.ts"
