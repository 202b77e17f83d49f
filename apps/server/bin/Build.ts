/** What `start` runs, made anew when its sources have changed: by their content, whatever their times say. */
import { createHash } from "node:crypto"
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

export const root = join(import.meta.dirname, "../../..")

export interface Build {
  /** Patterns, from the root of the repository. */
  readonly sources: ReadonlyArray<string>
  /** What is there once it was made. */
  readonly made: string
  /** Keeps the hash of the sources that it was made from. */
  readonly mark: string
  readonly make: () => Promise<void>
}

/** Makes it where it is missing or stale. */
export const upToDate = async ({ made, make, mark, sources }: Build): Promise<void> => {
  const hash = hashOf(globSync([...sources, "pnpm-lock.yaml"], { cwd: root }))
  if (existsSync(made) && existsSync(mark) && readFileSync(mark, "utf8") === hash) return
  await make()
  writeFileSync(mark, hash)
}

const hashOf = (files: ReadonlyArray<string>): string => {
  const hash = createHash("sha256")
  for (const file of files.toSorted())
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(join(root, file)))
  return hash.digest("hex")
}
