import { randomBytes } from "node:crypto"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"
import { makeFolder, refusedStart, startServer } from "./ServerProcess.ts"

/** Starts a server that is to be refused, and gives the one line that it ends with. */
const refusedWith = async (folder: string, variables: Readonly<Record<string, string>>): Promise<string> => {
  const { code, output } = await refusedStart(folder, variables)
  expect(code).toBe(1)
  const [line, ...more] = output.split("\n")
  expect(more).toEqual([""])
  return line!
}

it("ends with one line that names a wrong setting", async () => {
  using folder = makeFolder()
  const line = await refusedWith(folder.path, { NEXIO_DELIVERY_RETRY: "soon" })
  expect(line).toBe('NEXIO_DELIVERY_RETRY: expected waits such as 5s,5m,30m,2h, found "soon"')
})

it("ends with one line, and without a secret, when a secret is wrong", async () => {
  using folder = makeFolder()
  const line = await refusedWith(folder.path, { NEXIO_MASTER_KEY: "c2VjcmV0IG9mIG1pbmU=" })
  expect(line).toBe("NEXIO_MASTER_KEY: expected 32 bytes in base64, found 14 bytes")
})

it("ends with one line for a port or a file that another server has, and leaves that one serving", async () => {
  using folder = makeFolder()
  const server = await startServer(folder.path)
  const { port } = new URL(server.url)
  const elsewhere = mkdtempSync(join(folder.path, "other-"))
  expect(await refusedWith(elsewhere, { PORT: port })).toMatch(
    new RegExp(`^HOST, PORT: expected an address that is free to listen at, found 127\\.0\\.0\\.1:${port} `)
  )
  const line = await refusedWith(folder.path, {})
  expect(line).toMatch(/^NEXIO_DATABASE_URL: expected .*, found .*nexio\.db is in use by another process.*PostgreSQL/)
  expect((await fetch(`${server.url}/health`)).status).toBe(200)
  expect(await server.stop()).toBe(0)
})

it("ends with one line where the master key is not the one that sealed the database, or is lost", async () => {
  using folder = makeFolder()
  await (await startServer(folder.path)).stop()
  const wrong = randomBytes(32).toString("base64")
  const line = await refusedWith(folder.path, { NEXIO_MASTER_KEY: wrong })
  expect(line).toMatch(/^NEXIO_MASTER_KEY: expected the key that sealed the secrets in .*nexio\.db, found another$/)
  rmSync(join(folder.path, "master-key"))
  expect(await refusedWith(folder.path, {})).toMatch(
    /^NEXIO_MASTER_KEY: expected the key that sealed .*, found neither/
  )
})

it("ends with one line that names the database's setting where no database can be", async () => {
  using folder = makeFolder()
  writeFileSync(join(folder.path, "file"), "")
  const below = `sqlite:${join(folder.path, "file", "nexio.db")}`
  expect(await refusedWith(folder.path, { NEXIO_DATABASE_URL: below })).toMatch(/^NEXIO_DATABASE_URL: expected .*file/)
  const key = randomBytes(32).toString("base64")
  mkdirSync(join(folder.path, "folder"))
  const variables = { NEXIO_DATABASE_URL: `sqlite:${join(folder.path, "folder")}`, NEXIO_MASTER_KEY: key }
  expect(await refusedWith(folder.path, variables)).toMatch(/^NEXIO_DATABASE_URL: expected .*cannot be opened/)
})
