import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, inject, it, onTestFinished } from "vitest"
import { clientOf } from "../Client.ts"
import { rowsOf } from "../Rows.ts"
import { makeFolder, startServer } from "../ServerProcess.ts"
import { makeDatabase, variables } from "./Deployment.ts"

const servers = 10

it(`founds one org when ${servers} servers start at once on an empty database, and tells its key once`, async () => {
  const { drop, url } = await makeDatabase(inject("postgres"))
  onTestFinished(() => void drop())
  const folders = Array.from({ length: servers }, makeFolder)
  onTestFinished(() => {
    for (const folder of folders) folder[Symbol.dispose]()
  })
  const started = await Promise.all(
    folders.map(({ path }) => startServer(path, { ...variables, NEXIO_DATABASE_URL: url }))
  )

  expect(await rowsOf(url, "select name from orgs")).toEqual([{ name: "My org" }])
  expect(await rowsOf(url, "select kind from environments")).toEqual([{ kind: "live" }])
  const versions = (
    await rowsOf<{ readonly number: number }>(url, "select number from migrations order by number")
  ).map(({ number }) => number)
  expect(versions).toEqual(versions.map((_, index) => index + 1))
  const keys = folders.flatMap(({ path }) => {
    try {
      return [/nx_live_[0-9a-f]{64}/.exec(readFileSync(join(path, ".nexio/first-start"), "utf8"))?.[0]]
    } catch {
      return []
    }
  })
  expect(keys).toEqual([expect.any(String)])
  const statuses = started.map(async (server) => (await clientOf(server.url, keys[0])("GET", "/api/v1/me")).status)
  expect(await Promise.all(statuses)).toEqual(started.map(() => 200))
  expect(await Promise.all(started.map((server) => server.stop()))).toEqual(started.map(() => 0))
})
