import { execFile } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"
import { expect, it, onTestFinished } from "vitest"
import { clientOf } from "./Client.ts"
import { firstKey, makeFolder, startServer } from "./ServerProcess.ts"

const run = promisify(execFile)

const script = join(import.meta.dirname, "../bin/sign-in.ts")

interface Failed {
  readonly code: number
  readonly stderr: string
}

/** Runs the command with a server's settings, and gives what it printed. */
const signIn = async (folder: string, ...addresses: ReadonlyArray<string>): Promise<string> => {
  const env = { PATH: process.env["PATH"], NEXIO_DATABASE_URL: `sqlite:${join(folder, "nexio.db")}` }
  return (await run(process.execPath, [script, ...addresses], { cwd: folder, env })).stdout
}

const tokenIn = (text: string): string => /\/sign-in#([0-9a-f]{64})/.exec(text)![1]!

it("signs the first member in by the link of the first start, and by one that is made beside the server or without it", async () => {
  using folder = makeFolder()
  const first = await startServer(folder.path)
  const spend = (url: string, token: string) => clientOf(url)("POST", "/api/session", { token })
  const printed = tokenIn(readFileSync(join(folder.path, "first-start"), "utf8"))
  const { body, status } = await spend(first.url, printed)
  expect([status, body.org.name, body.member.email]).toEqual([201, "My org", "owner@localhost"])
  const beside = tokenIn(await signIn(folder.path))
  // What the command wrote is a part of what the server goes on with.
  const key = clientOf(first.url, firstKey(folder.path))
  expect((await key("POST", "/api/v1/environments", { slug: "dev" })).status).toBe(201)
  expect((await spend(first.url, beside)).body.member).toEqual(body.member)
  const { body: verification } = await key("GET", "/api/v1/audit-log/verify")
  expect(verification).toMatchObject({ verified: true, head: { number: 7 } })
  await first.stop()

  const later = tokenIn(await signIn(folder.path, "Owner@localhost"))
  const second = await startServer(folder.path)
  expect((await spend(second.url, later)).body.member).toEqual(body.member)
  await second.stop()
})

it("says what it lacks: a database, or a member of the address", async () => {
  using folder = makeFolder()
  const nothing: Failed = await signIn(folder.path).catch((failed) => failed)
  expect([nothing.code, nothing.stderr]).toEqual([
    1,
    expect.stringMatching(/^NEXIO_DATABASE_URL: expected the database/)
  ])
  const server = await startServer(folder.path)
  onTestFinished(() => void server.kill())
  const nobody: Failed = await signIn(folder.path, "nobody@example.com").catch((failed) => failed)
  expect([nobody.code, nobody.stderr]).toEqual([1, expect.stringContaining("no member nobody@example.com")])
})
