import * as Receiver from "./Receiver.ts"
import { processorSeconds, type Server, start } from "./Server.ts"

/** Of what one environment has under way at once: half of a dispatcher's slots. */
export const concurrency = 128
/** Of a webhook of ours. */
export const bytes = 588

/** How fast a sender works off what it has to send. */
export interface Drain {
  readonly perSecond: number
  /** Of the sender's processor and of its database's, for each. */
  readonly microseconds: number
}

/** Has a sender send so many deliveries, and measures from a quarter of them on. */
export const drain = async (
  receiver: Server,
  deliveries: number,
  script: string,
  variables: Readonly<Record<string, string>>,
  databaseSeconds = () => 0
): Promise<Drain> => {
  const { received } = await Receiver.count(receiver)
  const sender = await start(script, variables)
  const seconds = () => processorSeconds(sender.child.pid!) + databaseSeconds()
  const first = await Receiver.awaitCount(receiver, received + deliveries / 4)
  const before = seconds()
  const last = await Receiver.awaitCount(receiver, received + deliveries)
  const took = seconds() - before
  await sender.stop()
  const sent = last.received - first.received
  return { perSecond: (sent / (last.at - first.at)) * 1_000, microseconds: (took / sent) * 1_000_000 }
}
