/** The portal's pages as files, made by Vite in a process of its own. */
import { execFile } from "node:child_process"
import { renameSync, rmSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"
import { type Build, root } from "./Build.ts"

const portal = join(root, "apps/portal")
const dist = join(portal, "dist")

/** Elsewhere first, so that nobody is served half of it. */
const make = async (): Promise<void> => {
  const made = join(portal, `node_modules/.made-${process.pid}`)
  const before = `${made}.before`
  const vite = join(portal, "node_modules/vite/bin/vite.js")
  // Vite's own lock would refuse a second build, which several starts at once are.
  const options = ["--outDir", made, "--logLevel", "warn", "--bypass-lock"]
  try {
    await promisify(execFile)(process.execPath, [vite, "build", ...options], { cwd: portal })
    replace(made, before)
  } finally {
    for (const left of [made, before]) rmSync(left, { recursive: true, force: true })
  }
}

/** There is no place for two; of several starts at once each puts its own there, and all are alike. */
const replace = (made: string, before: string): void => {
  for (const [from, to] of [
    [dist, before],
    [made, dist]
  ] as const) {
    try {
      renameSync(from, to)
    } catch {
      // There was none before, or another start's is there by now.
    }
  }
}

export const build: Build = {
  sources: ["apps/portal/{src,public}/**/*.*", "apps/portal/{index.html,package.json,vite.config.ts}"],
  made: join(dist, "index.html"),
  mark: join(dist, ".sources"),
  make
}
