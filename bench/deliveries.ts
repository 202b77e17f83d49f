/**
 * Deliveries from a backlog of ten endpoints on SQLite, signed, guarded, logged and recorded, against a bare sender that
 * has as many requests under way.
 */
import { join } from "node:path"
import * as Backlog from "./Backlog.ts"
import { bytes, concurrency, drain } from "./Drain.ts"
import * as Measurement from "./Measurement.ts"
import * as Receiver from "./Receiver.ts"
import { bundle, makeFolder, peer, removeFolder, settings } from "./Server.ts"

const endpoints = 10
const runs = 800
const deliveries = endpoints * runs

export const sending = Measurement.make({
  name: "deliveries",
  peers: [
    "undici: a pool of 128 connections, `dispatch`, which spares what else it can do \
(<https://undici.nodejs.org/#/docs/api/Dispatcher>)"
  ],
  rows: [
    { work: "deliveries of a backlog on SQLite, signed, logged and recorded, a second", figure: "ours" },
    {
      work: "bare sender, nothing stored",
      figure: "bare",
      ratio: ["ours", "bare"],
      as: "%",
      target: { atLeast: 0.6 }
    },
    { work: "of the processor for a delivery, microseconds", figure: "microseconds" },
    {
      work: "of the processor for a bare one",
      figure: "bareMicroseconds",
      ratio: ["microseconds", "bareMicroseconds"]
    }
  ],
  measure: async () => {
    const folder = makeFolder()
    const receiver = await Receiver.startReceiver()
    const to = `http://127.0.0.1:${receiver.port}`
    const figures = await Measurement.rounds(async (nth) => {
      const path = join(folder, `round-${nth}.db`)
      await Backlog.onSqlite(path, to, endpoints, runs)
      const bare = await drain(receiver, deliveries, peer("bare-sender"), {
        TO: to,
        CONCURRENCY: String(concurrency),
        BYTES: String(bytes),
        DELIVERIES: String(deliveries)
      })
      const ours = await drain(receiver, deliveries, bundle, settings(`sqlite:${path}`))
      return {
        bare: bare.perSecond,
        bareMicroseconds: bare.microseconds,
        ours: ours.perSecond,
        microseconds: ours.microseconds
      }
    })
    await receiver.stop()
    removeFolder(folder)
    return figures
  }
})
