/** The stores of the core on SQL databases, and its secrets and ids on `node:crypto`. */
export * as CryptoSecrets from "./CryptoSecrets.ts"
export * as Sqlite from "./Sqlite.ts"
export { DatabaseRefused, SqliteDatabase } from "./SqliteDatabase.ts"
export * as UuidIds from "./UuidIds.ts"
