/**
 * A real HTTP receiver for tests: it listens on a free port of 127.0.0.1, answers from a script, and keeps every
 * request that it was sent.
 *
 * Tests wait for requests, never for time: `next` and `waitFor` settle in the turn in which the request arrived.
 *
 * @example
 * await using receiver = await Receiver.listen(Reply.failing(2))
 * // … have something sent to receiver.url …
 * const [, , third] = await receiver.waitFor(3)
 * assert(verify(secret, third))
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import type { Received } from "./Received.ts"
import { always, answer, type Script } from "./Reply.ts"

interface Waiting {
  readonly count: number
  readonly settle: (failure?: Error) => void
}

export class Receiver implements AsyncDisposable {
  /** How every request from now on is answered. */
  script: Script

  readonly #server: Server
  readonly #requests: Array<Received> = []
  readonly #waiting = new Set<Waiting>()
  #connections = 0
  #taken = 0

  /** Starts to listen; takes everything with 200 where no script is given. */
  static async listen(script: Script = always(answer())): Promise<Receiver> {
    const receiver = new Receiver(script)
    await new Promise<void>((resolve, reject) => {
      receiver.#server.once("error", reject).listen(0, "127.0.0.1", resolve)
    })
    return receiver
  }

  private constructor(script: Script) {
    this.script = script
    this.#server = createServer((request, response) => void this.#receive(request, response))
    this.#server.on("connection", () => this.#connections++)
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** `http://127.0.0.1:<port>/` */
  get url(): string {
    return `http://127.0.0.1:${this.port}/`
  }

  /** All requests so far, in the order in which they arrived. */
  get requests(): ReadonlyArray<Received> {
    return this.#requests
  }

  /** How many connections were opened to it so far. */
  get connections(): number {
    return this.#connections
  }

  /** The earliest request that `next` has not given yet. */
  async next(withinMs?: number): Promise<Received> {
    const nth = ++this.#taken
    return (await this.waitFor(nth, withinMs))[nth - 1]!
  }

  /** The first `count` requests, once so many have arrived; rejects where they do not within `withinMs` (10 s). */
  async waitFor(count: number, withinMs = 10_000): Promise<ReadonlyArray<Received>> {
    if (this.#requests.length < count) {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => waiting.settle(this.#short(count, `within ${withinMs} ms`)), withinMs)
        const waiting: Waiting = {
          count,
          settle: (failure) => {
            clearTimeout(timer)
            this.#waiting.delete(waiting)
            if (failure === undefined) resolve()
            else reject(failure)
          }
        }
        this.#waiting.add(waiting)
      })
    }
    return this.#requests.slice(0, count)
  }

  /** Stops listening and cuts off what is under way. */
  async close(): Promise<void> {
    for (const { count, settle } of [...this.#waiting]) settle(this.#short(count, "until the receiver was closed"))
    this.#server.closeAllConnections()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const ended = new Promise<"answered" | "cut off">((resolve) => {
      response.once("close", () => resolve(response.writableFinished ? "answered" : "cut off"))
    })
    const body = await wholeBody(request)
    if (body === undefined) return
    const received: Received = {
      nth: this.#requests.length + 1,
      method: request.method ?? "",
      path: request.url ?? "",
      headers: request.headers,
      body,
      at: Date.now(),
      ended
    }
    this.#requests.push(received)
    this.script(received)(response)
    for (const { count, settle } of [...this.#waiting]) if (this.#requests.length >= count) settle()
  }

  #short(count: number, until: string): Error {
    return new Error(`${this.#requests.length} of ${count} requests arrived ${until}`)
  }
}

/** Nothing where the sender went away in the middle of it. */
const wholeBody = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const chunks: Array<Buffer> = []
  try {
    for await (const chunk of request) chunks.push(chunk)
    return Buffer.concat(chunks)
  } catch {
    return undefined
  }
}
