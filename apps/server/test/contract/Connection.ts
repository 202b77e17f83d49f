/** Requests as they are, over `node:http`: any path, any header twice, any body, in pieces or whole. */
import { Agent, type OutgoingHttpHeaders, request } from "node:http"
import type { Answer } from "../Client.ts"

export interface Asked {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string | ReadonlyArray<string>>>
  readonly body?: string | Buffer | undefined
  /** Without a Content-Length. */
  readonly chunked?: boolean
}

export interface Connection extends Disposable {
  readonly send: (asked: Asked) => Promise<Answer>
}

export const connectTo = (url: string): Connection => {
  const agent = new Agent({ keepAlive: true })
  const send = ({ body, chunked, headers = {}, method, path }: Asked): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(url)
      // Node would work the length out by itself.
      const length = chunked
        ? { "transfer-encoding": "chunked" }
        : body === undefined
          ? {}
          : { "content-length": String(Buffer.byteLength(body as string)) }
      const sent = request({
        hostname,
        port,
        method,
        path,
        agent,
        headers: { ...length, ...(headers as OutgoingHttpHeaders) }
      })
      sent.on("error", reject)
      sent.on("response", (response) => {
        const chunks: Array<Buffer> = []
        response.on("data", (chunk: Buffer) => {
          chunks.push(chunk)
          // It has no end of its own.
          if (response.headers["content-type"]?.startsWith("text/event-stream") === true) {
            response.destroy()
            answered()
          }
        })
        response.on("error", reject)
        const answered = () => {
          const headers = new Headers()
          for (const [name, values] of Object.entries(response.headersDistinct)) {
            for (const value of values ?? []) headers.append(name, value)
          }
          const text = Buffer.concat(chunks).toString()
          const isJson = headers.get("content-type")?.startsWith("application/json") === true && text !== ""
          resolve({
            status: response.statusCode!,
            headers,
            body: isJson ? JSON.parse(text) : text || undefined
          })
        }
        response.on("end", answered)
      })
      sent.end(body)
    })
  return { send, [Symbol.dispose]: () => agent.destroy() }
}
