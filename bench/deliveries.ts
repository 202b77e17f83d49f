/**
 * Deliveries from a backlog of ten endpoints on SQLite, signed, guarded, logged and recorded, against a bare sender that
 * has as many requests under way.
 */
import { join } from "node:path"
import * as Backlog from "./Backlog.ts"
import * as Receiver from "./Receiver.ts"
import * as Sample from "./Sample.ts"
import { makeFolder, processorSeconds, removeFolder, type Server, start } from "./Server.ts"

const rounds = 5
const endpoints = 10
const runs = 800
const deliveries = endpoints * runs
/** Half of a dispatcher's slots: the most that one environment has. */
const concurrency = 128
/** What ours have. */
const bytes = 588

export const sending = async () => {
  const folder = makeFolder()
  const receiver = await Receiver.startReceiver()
  const to = `http://127.0.0.1:${receiver.port}`
  const figures: Array<{ readonly bare: Drain; readonly ours: Drain }> = []
  for (let round = 0; round < rounds; round += 1) {
    const path = join(folder, `round-${round}.db`)
    await Backlog.make(path, to, endpoints, runs)
    const bare = await drain(receiver, join(import.meta.dirname, "peers/bare-sender.ts"), {
      TO: to,
      CONCURRENCY: String(concurrency),
      BYTES: String(bytes),
      DELIVERIES: String(deliveries)
    })
    const bundle = join(import.meta.dirname, "../apps/server/dist/server.mjs")
    figures.push({ bare, ours: await drain(receiver, bundle, Backlog.variables(path)) })
  }
  await receiver.stop()
  removeFolder(folder)
  return {
    bare: Sample.of(figures.map(({ bare }) => bare.perSecond)),
    ours: Sample.of(figures.map(({ ours }) => ours.perSecond)),
    ratio: Sample.of(figures.map(({ bare, ours }) => ours.perSecond / bare.perSecond)),
    bareMicroseconds: Sample.of(figures.map(({ bare }) => bare.microseconds)),
    microsecondsRatio: Sample.of(figures.map(({ bare, ours }) => ours.microseconds / bare.microseconds)),
    microseconds: Sample.of(figures.map(({ ours }) => ours.microseconds))
  }
}

interface Drain {
  readonly perSecond: number
  /** Of the sender's processor, for each. */
  readonly microseconds: number
}

/** Has a sender send all that it has, and measures from a quarter of it on. */
const drain = async (receiver: Server, script: string, variables: Readonly<Record<string, string>>): Promise<Drain> => {
  const { received } = await Receiver.count(receiver)
  const sender = await start(script, variables)
  const first = await Receiver.awaitCount(receiver, received + deliveries / 4)
  const before = processorSeconds(sender)
  const last = await Receiver.awaitCount(receiver, received + deliveries)
  const took = processorSeconds(sender) - before
  await sender.stop()
  const sent = last.received - first.received
  return { perSecond: (sent / (last.at - first.at)) * 1_000, microseconds: (took / sent) * 1_000_000 }
}
