/** `GET /api/v1/runs/{run_id}` with 64 connections and the key checked, against bare Express that answers the same. */
import { join } from "node:path"
import { caller } from "./Caller.ts"
import { firstKey } from "./FirstKey.ts"
import * as Load from "./Load.ts"
import * as Measurement from "./Measurement.ts"
import { bundle, makeFolder, peer, removeFolder, start } from "./Server.ts"
import { connections } from "./Submissions.ts"

export const reading = Measurement.make({
  name: "reading",
  rows: [
    { work: "GET of a run over HTTP, SQLite, key checked, a second", figure: "ours" },
    {
      work: "bare Express, answering a constant of the same size",
      figure: "bare",
      ratio: ["ours", "bare"],
      as: "%",
      target: { atLeast: 0.4 }
    }
  ],
  measure: async () => {
    const folder = makeFolder()
    const ours = await start(bundle, { NEXIO_DATABASE_URL: `sqlite:${join(folder, "nexio.db")}` })
    const key = await firstKey(folder)
    const { run_id } = await caller<{ readonly run_id: string }>(ours.port, key)("/api/v1/runs", {
      input: { customer: "c_4821", items: [{ sku: "A-1", quantity: 2 }] }
    })
    const path = `/api/v1/runs/${run_id}`
    const bare = await start(peer("bare-express"), { ANSWER: await ended(ours.port, path, key) })
    const measure = async (port: number) => {
      await load(port, path, key, 1)
      return (await load(port, path, key, 3)).perSecond
    }
    const figures = await Measurement.rounds(async () => ({
      ours: await measure(ours.port),
      bare: await measure(bare.port)
    }))
    await bare.stop()
    await ours.stop()
    removeFolder(folder)
    return figures
  }
})

const load = (port: number, path: string, key: string, seconds: number): Promise<Load.Measured> =>
  Load.run({ port, method: "GET", path, headers: {}, keys: [key], body: "", connections, seconds }, 200)

/** The run as it is once it has ended. */
const ended = async (port: number, path: string, key: string): Promise<string> => {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization: `Bearer ${key}` } })
    const text = await answer.text()
    if (JSON.parse(text).status === "completed") return text
  }
}
