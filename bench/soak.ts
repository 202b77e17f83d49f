/**
 * Half of the submissions that a server on SQLite takes, each with a webhook, for 20 minutes, or for as many as are given:
 * `pnpm bench:soak 2`. Memory is not to grow, and the event loop never to be kept long.
 */
import { join } from "node:path"
import { setTimeout } from "node:timers/promises"
import * as Backlog from "./Backlog.ts"
import * as EventLoop from "./EventLoop.ts"
import * as Measurement from "./Measurement.ts"
import * as Receiver from "./Receiver.ts"
import * as Report from "./Report.ts"
import { bundle, makeFolder, removeFolder, resident, type Server, settings, start } from "./Server.ts"
import * as Submissions from "./Submissions.ts"

const minutes = Number(process.argv[2] ?? 20)

const soak = Measurement.make({
  name: "soak",
  rows: [
    { work: "submissions a second, each with a webhook, SQLite", figure: "most" },
    { work: `half of them for ${minutes} minutes`, figure: "half" },
    { work: "resident in the first minute, MB", figure: "first" },
    { work: "resident in the last minute, MB", figure: "last", ratio: ["last", "first"], target: { under: 1.05 } },
    { work: "delay of the event loop, p99 of each minute, ms", figure: "delay", digits: 1, target: { under: 20 } },
    { work: "delay of the event loop, most of each minute, ms", figure: "longest", digits: 1 },
    { work: "webhooks that came too often or not at all", figure: "astray", target: { none: true } }
  ],
  measure: async () => {
    const folder = makeFolder()
    const path = join(folder, "nexio.db")
    const receiver = await Receiver.startReceiver()
    const key = await Backlog.onSqlite(path, `http://127.0.0.1:${receiver.port}`, 1, 0)
    const server = await start(bundle, settings(`sqlite:${path}`), EventLoop.args)
    await Submissions.load(server.port, [key], { seconds: 2 })
    const most = await Submissions.load(server.port, [key], { seconds: 5 })
    await quiet(receiver)

    const { received } = await Receiver.count(receiver)
    const load = Submissions.load(server.port, [key], { seconds: minutes * 60, perSecond: most.perSecond / 2 })
    const watched: Array<Minute> = []
    for (let nth = 0; nth < minutes; nth += 1) watched.push(await watch(server))
    const half = await load
    await quiet(receiver)
    const came = (await Receiver.count(receiver)).received - received
    await server.stop()
    await receiver.stop()
    removeFolder(folder)
    return {
      most: [most.perSecond],
      half: [half.perSecond],
      first: watched[0]!.megabytes,
      last: watched.at(-1)!.megabytes,
      delay: watched.map(({ delay }) => delay.nearlyAll),
      longest: watched.map(({ delay }) => delay.most),
      astray: [Math.abs(came - half.statuses["202"]!)]
    }
  }
})

interface Minute {
  /** Each second's. */
  readonly megabytes: ReadonlyArray<number>
  readonly delay: EventLoop.Delay
}

const watch = async (server: Server): Promise<Minute> => {
  await EventLoop.delay(server)
  const megabytes: Array<number> = []
  for (let second = 0; second < 60; second += 1) {
    await setTimeout(1_000)
    megabytes.push(resident(server))
  }
  return { megabytes, delay: await EventLoop.delay(server) }
}

/** Until nothing has come for two seconds. */
const quiet = async (receiver: Server): Promise<void> => {
  for (let before = -1; ; ) {
    const { received } = await Receiver.count(receiver)
    if (received === before) return
    before = received
    await setTimeout(2_000)
  }
}

await Report.run("soak", [soak])
