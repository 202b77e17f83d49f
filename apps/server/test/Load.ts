/** Runs submitted without a pause by many callers, each time to any of the servers, and how they were answered. */
import type { Client } from "./Client.ts"

export interface Refusal {
  readonly status: number
  readonly code: string
  readonly retryAfter: string | null
}

export class Load {
  /** The runs that were answered with 202. */
  readonly acknowledged = new Set<string>()
  /** Each other answer that differed from those before. */
  readonly refusals = new Map<string, Refusal>()
  /** How long the slowest answer took, in milliseconds. */
  slowest = 0
  private going = true
  private ended: Promise<unknown> = Promise.resolve()

  /** Begins; `clients` gives the servers that are there now. */
  static start(clients: () => ReadonlyArray<Client>, submitters = 16): Load {
    const load = new Load()
    load.ended = Promise.all(Array.from({ length: submitters }, () => load.submit(clients)))
    return load
  }

  /** Ends it, once all callers were answered. */
  async stop(): Promise<void> {
    this.going = false
    await this.ended
  }

  private async submit(clients: () => ReadonlyArray<Client>): Promise<void> {
    while (this.going) {
      const open = clients()
      const client = open[Math.floor(Math.random() * open.length)]
      const began = performance.now()
      try {
        const answer = await client?.("POST", "/api/v1/runs", { input: { n: this.acknowledged.size } })
        if (answer === undefined) continue
        this.slowest = Math.max(this.slowest, performance.now() - began)
        if (answer.status === 202) this.acknowledged.add(answer.body.run_id)
        else {
          const { body, headers, status } = answer
          this.refusals.set(`${status} ${body.code}`, {
            status,
            code: body.code,
            retryAfter: headers.get("retry-after")
          })
          await rest()
        }
      } catch (failure) {
        // What is no TypeError is no connection that was lost: an answer that could not be read.
        if (!(failure instanceof TypeError)) throw failure
        await rest()
      }
    }
  }
}

/** Callers that are refused do not come again at once. */
const rest = () => new Promise((resolve) => setTimeout(resolve, 5))
