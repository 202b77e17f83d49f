/** Durable `POST /api/v1/runs` with 64 connections and the key checked, against bare and plain Express. */
import { join } from "node:path"
import { firstKey } from "./FirstKey.ts"
import * as Sample from "./Sample.ts"
import { makeFolder, removeFolder, start } from "./Server.ts"
import * as Submissions from "./Submissions.ts"

const rounds = 5
const key = `nx_live_${"0".repeat(64)}`

export const submission = async () => {
  const folder = makeFolder()
  const peers = join(import.meta.dirname, "peers")
  const figures: Array<{ readonly bare: number; readonly plain: number; readonly ours: number }> = []
  for (let round = 0; round < rounds; round += 1) {
    const bare = await start(join(peers, "bare-express.ts"), {})
    const bareRate = await Submissions.measure(bare.port, [key])
    await bare.stop()
    const plain = await start(join(peers, "plain-express.ts"), {
      DATABASE: join(folder, `plain-${round}.db`),
      API_KEY: key
    })
    const plainRate = await Submissions.measure(plain.port, [key])
    await plain.stop()
    const data = join(folder, `ours-${round}`)
    const ours = await start(join(import.meta.dirname, "../apps/server/dist/server.mjs"), {
      NEXIO_DATABASE_URL: `sqlite:${join(data, "nexio.db")}`
    })
    const oursRate = await Submissions.measure(ours.port, [await firstKey(data)])
    await ours.stop()
    figures.push({ bare: bareRate, plain: plainRate, ours: oursRate })
  }
  removeFolder(folder)
  return {
    bare: Sample.of(figures.map(({ bare }) => bare)),
    plain: Sample.of(figures.map(({ plain }) => plain)),
    ours: Sample.of(figures.map(({ ours }) => ours)),
    ofBare: Sample.of(figures.map(({ bare, ours }) => ours / bare)),
    ofPlain: Sample.of(figures.map(({ ours, plain }) => ours / plain))
  }
}
