/** The receivers of a simulation, and the sender to them: each is known by the host of its URL. */
import { type Outgoing, SendFailed } from "@nexio/core"
import { Effect } from "effect"
import type { Sent } from "./Ledger.ts"
import type { Behaviour, Receiver } from "./Plan.ts"
import type { SimulatedClock } from "./SimulatedClock.ts"

/** After so many milliseconds a sender gives up (section 6). */
const timeout = 15_000

export const urlOf = (receiver: number, path: string | number): string => `https://r${receiver}.example/${path}`

export class Receivers {
  private readonly receivers: ReadonlyArray<Receiver>
  private readonly clock: SimulatedClock
  private readonly requests: Array<number>
  private ends: ReadonlyArray<number> = []

  constructor(receivers: ReadonlyArray<Receiver>, clock: SimulatedClock) {
    this.receivers = receivers
    this.clock = clock
    this.requests = receivers.map(() => 0)
  }

  /** When the next request ends, in time that passed. */
  get next(): number {
    this.ends = this.ends.filter((end) => end > this.clock.elapsed)
    return Math.min(...this.ends)
  }

  /** Sends a request, noting how that ended. */
  send({ url }: Outgoing, sent: Sent) {
    const nth = Number(/^https:\/\/r(\d+)\./.exec(url)?.[1]) % this.receivers.length
    this.requests[nth]! += 1
    const behaviour = this.behaviour(nth)
    const latencyMs = behaviour._tag === "Hangs" ? timeout : behaviour.after
    this.ends = [...this.ends, this.clock.elapsed + latencyMs]
    const statusCode = this.status(behaviour, this.requests[nth]!)
    const retryAfter = "asks" in behaviour && statusCode !== 200 ? behaviour.asks : undefined
    return Effect.suspend(() => {
      sent.outcome = { at: this.clock.now, latencyMs, statusCode, asked: retryAfter }
      return statusCode === undefined
        ? Effect.fail(
            behaviour._tag === "Hangs"
              ? new SendFailed({ kind: "timeout", reason: "The receiver did not answer in time", latencyMs })
              : new SendFailed({ kind: "unreachable", reason: "The receiver cannot be reached", latencyMs })
          )
        : Effect.succeed({ statusCode, body: `answer ${statusCode}`, latencyMs, retryAfter })
    }).pipe(Effect.delay(latencyMs))
  }

  private behaviour(nth: number): Behaviour {
    let over = 0
    const spans = this.receivers[nth]!
    const span = spans.find(({ lasts }) => {
      over += lasts
      return over > this.clock.elapsed
    })
    return (span ?? spans.at(-1)!).behaviour
  }

  private status(behaviour: Behaviour, request: number): number | undefined {
    if (behaviour._tag === "Answers") return behaviour.status
    if (behaviour._tag === "Flaps") return request % 2 === 0 ? 200 : behaviour.status
    return undefined
  }
}
