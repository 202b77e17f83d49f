/**
 * A process of its own that sends to hostile receivers, and prints how many bytes it came to hold more than before, as
 * a JSON object by what the receivers do. Run with `--expose-gc` and with one of:
 *
 * - `together`: one send to each of them, all at once
 * - `each`: to one after the other, many times
 */
import { setDefaultCACertificates } from "node:tls"
import { listen, pem, senderTo } from "./HostileListening.ts"
import { all, type HostileReceiver } from "./HostileReceivers.ts"
import { open } from "./OpenSender.ts"

const held = (): number => {
  // What the first one finds is swept beside the program, and done with by the second.
  globalThis.gc?.()
  globalThis.gc?.()
  const { external, heapUsed } = process.memoryUsage()
  return heapUsed + external
}

const sendTo = async (receiver: HostileReceiver, atOnce: number, rounds: number): Promise<void> => {
  await using listening = await listen(receiver)
  await using sender = await open(senderTo(receiver))
  for (let round = 0; round < rounds; round++) {
    await Promise.all(Array.from({ length: atOnce }, () => sender.send({ url: listening.url })))
  }
}

/** The most that is held while it acts, or at its end, beyond what was held before. */
const growthDuring = async (act: () => Promise<unknown>): Promise<number> => {
  const before = held()
  let most = before
  const timer = setInterval(() => {
    most = Math.max(most, held())
  }, 250)
  await act()
  clearInterval(timer)
  return Math.max(most, held()) - before
}

setDefaultCACertificates([pem])
// What is loaded once is not counted.
for (const receiver of [all[0]!, all.find(({ over }) => over === "tls")!]) await sendTo(receiver, 1, 1)
const grown: Record<string, number> = {}
if (process.argv[2] === "together") {
  grown["all of it"] = await growthDuring(() => Promise.all(all.map((receiver) => sendTo(receiver, 1, 1))))
} else {
  for (const receiver of all) grown[receiver.does] = await growthDuring(() => sendTo(receiver, 1, 20))
}
console.log(JSON.stringify(grown))
