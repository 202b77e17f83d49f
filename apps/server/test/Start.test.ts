import { execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, globSync, mkdirSync, rmdirSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import Database from "better-sqlite3"
import { expect, it, onTestFinished } from "vitest"
import { unfinished } from "../src/FirstStart.ts"
import { clientOf } from "./Client.ts"
import { firstKey, makeFolder, refusedStart, startServer } from "./ServerProcess.ts"

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8)

it("keeps what it makes for its owner alone", async () => {
  using folder = makeFolder()
  const nexio = join(folder.path, "deep", ".nexio")
  const server = await startServer(folder.path, { NEXIO_DATABASE_URL: `sqlite:${join(nexio, "nexio.db")}` })
  expect(modeOf(nexio)).toBe("700")
  const files = globSync("*", { cwd: nexio })
  expect(files).toEqual(expect.arrayContaining(["nexio.db", "nexio.db-wal", "master-key", "first-start"]))
  // The lock is empty.
  const readable = files.filter((file) => !file.includes(".lock") && modeOf(join(nexio, file)) !== "600")
  expect(readable).toEqual([])
  await server.stop()
})

it("shows no key to the log", async () => {
  using folder = makeFolder()
  const server = await startServer(folder.path)
  expect(firstKey(folder.path)).toMatch(/^nx_live_/)
  expect(server.output()).toContain(join(folder.path, "first-start"))
  expect(await server.stop()).toBe(0)
  expect(server.output()).not.toContain("nx_live_")
})

it("founds an org at the first start alone: later ones print no key and leave the first one working", async () => {
  using folder = makeFolder()
  const first = await startServer(folder.path)
  const key = firstKey(folder.path)
  await first.stop()
  const written = statSync(join(folder.path, "first-start")).mtimeMs

  const second = await startServer(folder.path)
  expect((await clientOf(second.url, key)("GET", "/api/v1/me")).status).toBe(200)
  await second.stop()
  expect(second.output()).not.toMatch(/nx_live_|first-start/)
  expect(statSync(join(folder.path, "first-start")).mtimeMs).toBe(written)
  const db = new Database(join(folder.path, "nexio.db"), { readonly: true })
  expect(
    db.prepare("select (select count(*) from orgs) as orgs, (select count(*) from api_keys) as keys").get()
  ).toEqual({
    orgs: 1,
    keys: 1
  })
  db.close()
})

it("founds no org before it can show the key, and says where it cannot", async () => {
  using folder = makeFolder()
  const file = join(folder.path, "first-start")
  mkdirSync(file)
  const { code, output } = await refusedStart(folder.path, {})
  expect([code, output]).toEqual([
    1,
    expect.stringMatching(/^NEXIO_DATABASE_URL: expected a folder in which .*first-start/m)
  ])
  rmdirSync(file)
  const server = await startServer(folder.path)
  expect((await clientOf(server.url, firstKey(folder.path))("GET", "/api/v1/me")).status).toBe(200)
  await server.stop()
})

it("ends a first start that was cut off before its key was shown", async () => {
  using folder = makeFolder()
  await (await startServer(folder.path)).stop()
  const lost = firstKey(folder.path)
  // As it is between the commit and the key's being written down.
  writeFileSync(join(folder.path, "first-start"), unfinished)
  const server = await startServer(folder.path)
  const key = firstKey(folder.path)
  expect(key).not.toBe(lost)
  const { body } = await clientOf(server.url, key)("GET", "/api/v1/me")
  expect([body.environment.slug, body.permissions.length]).toEqual(["live", 6])
  await server.stop()
})

/** Runs a command on a terminal of its own; there is one on most Linux systems. */
const terminalProgram = "script"

const hasTerminal = (() => {
  try {
    return execFileSync(terminalProgram, ["--version"], { encoding: "utf8" }).includes("util-linux")
  } catch {
    return false
  }
})()

it.runIf(hasTerminal)("prints the key on a terminal instead of into a file, and ends well at Ctrl-C", async () => {
  using folder = makeFolder()
  const start = `exec ${process.execPath} ${join(import.meta.dirname, "../bin/start.ts")}`
  const terminal = spawn(terminalProgram, ["-qec", start, "/dev/null"], {
    env: { PATH: process.env["PATH"], PORT: "0", NEXIO_DATABASE_URL: `sqlite:${join(folder.path, "nexio.db")}` },
    stdio: ["pipe", "pipe", "inherit"]
  })
  const ended = once(terminal, "exit")
  onTestFinished(() => void terminal.kill("SIGKILL"))
  let shown = ""
  await new Promise<void>((resolve) => {
    terminal.stdout.on("data", (chunk: Buffer) => {
      shown += chunk.toString()
      if (/Listening at http/.test(shown)) resolve()
    })
    void ended.then(() => resolve())
  })
  const url = /Listening at (http:[\w.:/]+)/.exec(shown)?.[1] ?? ""
  const key = /nx_live_[0-9a-f]{64}/.exec(shown)?.[0] ?? ""
  expect((await clientOf(url, key)("GET", "/api/v1/me")).status).toBe(200)
  expect(existsSync(join(folder.path, "first-start"))).toBe(false)
  terminal.stdin.write("\x03")
  expect(await ended).toEqual([0, null])
})
