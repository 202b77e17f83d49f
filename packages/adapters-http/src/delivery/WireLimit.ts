/**
 * How much a receiver may send for one request, whatever it is: chunk extensions, spaces and reason phrases are
 * bounded by no parser, and counted by no reader of bodies.
 *
 * Counted on the socket, over TLS after it was decrypted.
 */
import type { Socket } from "node:net"

/** Room for headers, and for a body in small chunks, where the body itself has at most so many bytes. */
export const around = (maxAnswerBytes: number): number => 4 * maxAnswerBytes

/** A receiver that sent more; its message is for people. */
export class WireLimitExceeded extends Error {
  override readonly name = "WireLimitExceeded"

  constructor(bytes: number) {
    super(`The answer was larger than ${bytes / 1_024} KiB with all that was around it`)
  }
}

/** Destroys a connection once more than `bytes` came in after the last that was written to it. */
export const limit = (socket: Socket, bytes: number): void => {
  let written = 0
  let before = 0
  let received = 0
  socket.on("readable", () => {
    if (socket.bytesWritten !== written) {
      written = socket.bytesWritten
      before = received
    }
    received = socket.bytesRead
    if (received - before > bytes) socket.destroy(new WireLimitExceeded(bytes))
  })
}
