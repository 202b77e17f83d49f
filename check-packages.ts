/**
 * What a user of the published packages gets: each is packed as for the registry, checked by publint, then imported
 * and type-checked from outside the workspace. There it finds only the dependencies that its manifest names.
 */
import { execFileSync, spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { publint } from "publint"
import { formatMessage } from "publint/utils"

interface Manifest {
  readonly name: string
  readonly exports: Record<string, { readonly default?: string }>
  readonly dependencies?: Record<string, string>
  readonly peerDependencies?: Record<string, string>
}

const root = import.meta.dirname
const outside = mkdtempSync(join(tmpdir(), "packages-"))
process.on("exit", () => rmSync(outside, { recursive: true }))

const succeeds = (command: string, ...args: ReadonlyArray<string>) =>
  spawnSync(command, args, { cwd: outside, stdio: "inherit" }).status === 0

const link = (target: string, path: string) => {
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(target, path)
}

const imports: Array<string> = []
let complaints = 0

for (const folder of readdirSync(join(root, "packages"))) {
  const source = join(root, "packages", folder)
  const tarball = join(outside, `${folder}.tgz`)
  execFileSync("pnpm", ["pack", "--out", tarball], { cwd: source, stdio: ["ignore", "ignore", "inherit"] })
  const home = join(outside, "node_modules/@nexio", folder)
  mkdirSync(home, { recursive: true })
  execFileSync("tar", ["-xzf", tarball, "-C", home, "--strip-components=1"])

  const manifest: Manifest = JSON.parse(readFileSync(join(home, "package.json"), "utf8"))
  for (const message of (await publint({ pkgDir: home, pack: false, strict: true })).messages) {
    complaints += 1
    console.error(`${manifest.name}: ${formatMessage(message, manifest)}`)
  }
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
    if (!name.startsWith("@nexio/")) link(join(source, "node_modules", name), join(home, "node_modules", name))
  }
  for (const [subpath, { default: code }] of Object.entries(manifest.exports)) {
    if (code !== undefined) imports.push(`${manifest.name}${subpath.slice(1)}`)
  }
}

const lines = imports.map((name, index) => `import * as face${index} from "${name}"`)
const faces = imports.map((_, index) => `face${index}`).join(", ")
const check = `for (const face of [${faces}]) if (Object.keys(face).length === 0) throw new Error("A package exports nothing.")`
writeFileSync(join(outside, "user.mts"), `${lines.join("\n")}\n${check}\n`)
link(join(root, "node_modules/@types/node"), join(outside, "node_modules/@types/node"))
const tsc = join(root, "node_modules/.bin/tsc")
const works =
  succeeds(process.execPath, "user.mts") &&
  succeeds(tsc, "--noEmit", "--strict", "--module", "nodenext", "--target", "es2024", "user.mts")

if (works && complaints === 0) console.log(`${imports.length} imports of the published packages work.`)
else process.exitCode = 1
