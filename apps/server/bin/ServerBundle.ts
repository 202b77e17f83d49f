/** The server in one file: it starts twice as fast as the sources and needs half the memory. */
import { mkdirSync, renameSync } from "node:fs"
import { join } from "node:path"
import { type Build, root } from "./Build.ts"

const dist = join(root, "apps/server/dist")
export const file = join(dist, "server.mjs")

const make = async (): Promise<void> => {
  const { build, stop } = await import("esbuild")
  mkdirSync(dist, { recursive: true })
  const made = `${file}.${process.pid}.mjs`
  await build({
    entryPoints: [join(root, "apps/server/src/main.ts")],
    outfile: made,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node22",
    minifySyntax: true,
    minifyWhitespace: true,
    // The latter is what sketches would be sent with, which none ever is.
    external: ["better-sqlite3", "protobufjs/minimal"],
    banner: {
      js: "import { createRequire as $require } from 'node:module'; const require = $require(import.meta.url);"
    },
    logLevel: "warning"
  })
  // It would stay beside the server for as long as that runs.
  await stop()
  renameSync(made, file)
}

export const build: Build = {
  sources: ["packages/{core,adapters-*}/src/**/*.ts", "apps/server/{src,bin}/**/*.ts"],
  made: file,
  mark: join(dist, "server.sources"),
  make
}
