/**
 * Starts the server from its bundle, which is made anew when a source has changed: a bundle starts twice as fast as
 * the sources and needs half the memory.
 */
import { createHash } from "node:crypto"
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..")
const dist = join(root, "apps/server/dist")
const bundle = join(dist, "server.mjs")
const mark = join(dist, "server.sources")

const sources = globSync(
  ["packages/{core,adapters-*}/src/**/*.ts", "apps/server/{src,bin}/**/*.ts", "pnpm-lock.yaml"],
  { cwd: root }
)

const hashOfSources = (): string => {
  const hash = createHash("sha256")
  for (const file of sources.toSorted())
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(join(root, file)))
  return hash.digest("hex")
}

const makeBundle = async (): Promise<void> => {
  const { build, stop } = await import("esbuild")
  mkdirSync(dist, { recursive: true })
  const made = `${bundle}.${process.pid}.mjs`
  await build({
    entryPoints: [join(root, "apps/server/src/main.ts")],
    outfile: made,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node22",
    minifySyntax: true,
    minifyWhitespace: true,
    keepNames: true,
    external: ["better-sqlite3"],
    banner: {
      js: "import { createRequire as $require } from 'node:module'; const require = $require(import.meta.url);"
    },
    logLevel: "warning"
  })
  // It would stay beside the server for as long as that runs.
  await stop()
  renameSync(made, bundle)
}

const hash = hashOfSources()
if (!existsSync(bundle) || !existsSync(mark) || readFileSync(mark, "utf8") !== hash) {
  await makeBundle()
  writeFileSync(mark, hash)
}

if (!process.argv.includes("--bundle-only")) await import(pathToFileURL(bundle).href)
