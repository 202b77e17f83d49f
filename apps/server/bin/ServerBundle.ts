/**
 * The server in two files, the first of which loads the other: it starts twice as fast as the sources and needs half the
 * memory.
 */
import { readdirSync, renameSync, rmdirSync } from "node:fs"
import { join } from "node:path"
import type { Plugin } from "esbuild"
import { type Build, root } from "./Build.ts"

const dist = join(root, "apps/server/dist")
export const file = join(dist, "server.mjs")

const make = async (): Promise<void> => {
  const { build, stop } = await import("esbuild")
  const made = join(dist, String(process.pid))
  const bundle = (source: string, name: string, plugins: Array<Plugin> = []) =>
    build({
      entryPoints: [join(root, "apps/server/src", source)],
      outfile: join(made, name),
      plugins,
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
  await bundle("main.ts", "main.mjs")
  await bundle("bundle.ts", "server.mjs", [mainIsBeside])
  // It would stay beside the server for as long as that runs.
  await stop()
  for (const name of readdirSync(made)) renameSync(join(made, name), join(dist, name))
  rmdirSync(made)
}

const mainIsBeside: Plugin = {
  name: "main is beside",
  setup: ({ onResolve }) => {
    onResolve({ filter: /main\.ts$/ }, () => ({ path: "./main.mjs", external: true }))
  }
}

export const build: Build = {
  sources: ["packages/{core,adapters-*}/src/**/*.ts", "apps/server/{src,bin}/**/*.ts"],
  made: file,
  mark: join(dist, "server.sources"),
  make
}
