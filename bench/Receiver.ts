/** A receiver of webhooks in a process of its own. */
import { join } from "node:path"
import { type Server, start } from "./Server.ts"

export const startReceiver = (): Promise<Server> => start(join(import.meta.dirname, "peers/receiver.ts"), {})

/** How many POSTs came so far, and when that was, in milliseconds since 1970. */
export const count = async ({ port }: Server): Promise<{ readonly received: number; readonly at: number }> => {
  const answer = await fetch(`http://127.0.0.1:${port}/`)
  return (await answer.json()) as { received: number; at: number }
}

/** The same once there were so many. */
export const awaitCount = async (receiver: Server, least: number): ReturnType<typeof count> => {
  const end = performance.now() + 60_000
  while (performance.now() < end) {
    const counted = await count(receiver)
    if (counted.received >= least) return counted
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`No ${least} webhooks were received in a minute`)
}
