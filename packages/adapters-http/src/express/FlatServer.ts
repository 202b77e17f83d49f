/** Answers what Node's own server refuses, before there is a request that Express could be given. */
import { createServer, type RequestListener, type Server, STATUS_CODES } from "node:http"
import type { Socket } from "node:net"
import * as Refusal from "../api/Refusal.ts"
import { InvalidRequest } from "../api/Unacceptable.ts"
import { RequestId } from "../handlers/index.ts"

const statusOf = (code: string | undefined): 400 | 408 | 431 =>
  code === "HPE_HEADER_OVERFLOW" ? 431 : code === "ERR_HTTP_REQUEST_TIMEOUT" ? 408 : 400

/** How long a request may take to arrive, in milliseconds. */
const requestTimeout = 60_000

/** A server for an app. What is no request, it answers with the same flat JSON as every refusal. */
export const serverOf = (app: RequestListener): Server => {
  const server = createServer({ requireHostHeader: false, requestTimeout }, (request, response) => {
    if (request.headers.host === undefined && request.httpVersion === "1.1") return refuse(request.socket, 400)
    app(request, response)
  })
  // An `Expect` that Node does not know is left unmet: whoever cannot go on without it has the answer to tell from.
  server.on("checkExpectation", app)
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
    if (!socket.writable || error.code === "ECONNRESET") return void socket.destroy()
    refuse(socket, statusOf(error.code))
  })
  return server
}

const refuse = (socket: Socket, status: keyof typeof messages): void => {
  const id = RequestId.from(undefined)
  const { code } = Refusal.of(new InvalidRequest({ details: [] }))
  const body = JSON.stringify({ code, message: messages[status], request_id: id })
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
      `X-Request-Id: ${id}\r\nConnection: close\r\n\r\n${body}`
  )
}

const messages = {
  400: "This is not an HTTP request that can be read. Send it with an HTTP client.",
  408: "The request took too long to arrive. Send it again.",
  431: "The request line and headers are too long. Send shorter ones."
}
