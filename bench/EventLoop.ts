/** How late the event loop of a server is: loaded into it beside what it runs (`--import`), it answers over its channel. */
import { monitorEventLoopDelay } from "node:perf_hooks"
import type { Server } from "./Server.ts"

/** Milliseconds since it was last asked. */
export interface Delay {
  readonly nearlyAll: number
  readonly most: number
}

/** What `start` takes for a server whose loop is watched. */
export const args = [`--import=${import.meta.filename}`]

export const delay = ({ child }: Server): Promise<Delay> =>
  new Promise((resolve) => {
    child.once("message", (answer) => resolve(answer as Delay))
    child.send("delay")
  })

/** Of a timer, which is itself in each time that is taken. */
const resolution = 10

if (process.execArgv.includes(args[0]!)) {
  const histogram = monitorEventLoopDelay({ resolution })
  histogram.enable()
  const milliseconds = (nanoseconds: number) => Math.max(0, nanoseconds / 1_000_000 - resolution)
  process.on("message", () => {
    process.send!({ nearlyAll: milliseconds(histogram.percentile(99)), most: milliseconds(histogram.max) })
    histogram.reset()
  })
  // The server ends as it would without.
  process.channel!.unref()
}
