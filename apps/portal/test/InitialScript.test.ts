import { readFileSync } from "node:fs"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { expect, it } from "vitest"

// The start of the server that the files share has built it where it was stale.
const dist = join(import.meta.dirname, "../dist")

interface Chunk {
  readonly file: string
  readonly isEntry?: boolean
  readonly imports?: ReadonlyArray<string>
}

/** An entry with all that it needs before anything is shown. */
const needed = (manifest: Readonly<Record<string, Chunk>>, name: string): ReadonlyArray<string> => [
  name,
  ...(manifest[name]?.imports ?? []).flatMap((each) => needed(manifest, each))
]

it("is less than 150 KB on its way to the browser", () => {
  const manifest: Record<string, Chunk> = JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8"))
  const entry = Object.keys(manifest).find((name) => manifest[name]?.isEntry)!
  const scripts = [...new Set(needed(manifest, entry))].map((name) => readFileSync(join(dist, manifest[name]!.file)))
  const sum = (sizes: ReadonlyArray<Buffer>) => sizes.reduce((total, { length }) => total + length, 0)
  const gzipped = sum(scripts.map((script) => gzipSync(script)))
  expect(gzipped).toBeGreaterThan(1_000)
  expect(gzipped).toBeLessThan(150_000)
})
