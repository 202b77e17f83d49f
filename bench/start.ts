/**
 * From spawning `node` on the made bundle to the first 200 of `/health`, with an existing SQLite database; and memory,
 * with nothing to do and under a load of submissions.
 */
import { join } from "node:path"
import { setTimeout } from "node:timers/promises"
import { firstKey } from "./FirstKey.ts"
import * as Measurement from "./Measurement.ts"
import { bundle, makeFolder, removeFolder, resident, start } from "./Server.ts"
import * as Submissions from "./Submissions.ts"

export const starting = Measurement.make({
  name: "start",
  rows: [
    { work: "start to healthy, seconds", figure: "seconds", digits: 2, target: { under: 0.7 } },
    { work: "resident 5 s later, MB", figure: "idle", target: { under: 120 } },
    { work: "resident under a load of submissions, at most, MB", figure: "loaded", target: { under: 220 } }
  ],
  measure: async () => {
    const folder = makeFolder()
    const variables = { NEXIO_DATABASE_URL: `sqlite:${join(folder, "nexio.db")}` }
    await (await start(bundle, variables)).stop()
    const key = await firstKey(folder)
    const figures = await Measurement.rounds(async () => {
      const began = performance.now()
      const server = await start(bundle, variables)
      const seconds = (performance.now() - began) / 1_000
      await setTimeout(5_000)
      const idle = resident(server)
      await Submissions.measure(server.port, [key])
      const loaded = resident(server, "ever")
      await settled(server.port, key)
      await server.stop()
      return { seconds, idle, loaded }
    })
    removeFolder(folder)
    return figures
  }
})

/** Until no run waits any more: the next start is to have nothing to do. */
const settled = async (port: number, key: string): Promise<void> => {
  const queued = async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/runs?status=queued&limit=1`, {
      headers: { Authorization: `Bearer ${key}` }
    })
    const { data } = (await answer.json()) as { readonly data: ReadonlyArray<unknown> }
    return data.length
  }
  while ((await queued()) > 0) await setTimeout(200)
}
