/** From spawning `node` on the made bundle to the first 200 of `/health`, with an existing database; and memory. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import * as Sample from "./Sample.ts"
import { makeFolder, removeFolder, start } from "./Server.ts"

const rounds = 5

export const starting = async () => {
  const folder = makeFolder()
  const bundle = join(import.meta.dirname, "../apps/server/dist/server.mjs")
  const variables = { NEXIO_DATABASE_URL: `sqlite:${join(folder, "nexio.db")}` }
  await (await start(bundle, variables)).stop()
  const seconds: Array<number> = []
  const megabytes: Array<number> = []
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now()
    const server = await start(bundle, variables)
    seconds.push((performance.now() - began) / 1_000)
    await new Promise((resolve) => setTimeout(resolve, 5_000))
    megabytes.push(resident(server.child.pid!))
    await server.stop()
  }
  removeFolder(folder)
  return { seconds: Sample.of(seconds), megabytes: Sample.of(megabytes) }
}

/** Resident memory of a process in MB (10^6 bytes), as the system counts it. */
const resident = (pid: number): number => {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]
  return (Number(kilobytes) * 1_024) / 1_000_000
}
