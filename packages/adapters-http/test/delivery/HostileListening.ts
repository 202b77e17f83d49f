/** A listener for a hostile receiver, and a sender that may send to it. */
import { readFileSync } from "node:fs"
import { type AddressInfo, createServer, type Socket } from "node:net"
import { createServer as createTlsServer } from "node:tls"
import { AllowList, type UndiciSender } from "@nexio/adapters-http/delivery"
import { Duration } from "effect"
import { type HostileReceiver, patienceMs } from "./HostileReceivers.ts"
import { answering } from "./OpenSender.ts"

/** A key and a certificate for `receiver.test`, signed by itself. */
export const pem = readFileSync(new URL("receiver-test.pem", import.meta.url), "utf8")

export interface Listening extends AsyncDisposable {
  readonly url: string
}

export const listen = async ({ accept, over }: Pick<HostileReceiver, "accept" | "over">): Promise<Listening> => {
  const sockets = new Set<Socket>()
  const take = (socket: Socket) => {
    sockets.add(socket)
    socket.on("error", () => {}).once("close", () => sockets.delete(socket))
    accept(socket)
  }
  const server = over === "tls" ? createTlsServer({ key: pem, cert: pem }, take) : createServer(take)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: over === undefined ? `http://127.0.0.1:${port}/` : `https://receiver.test:${port}/`,
    [Symbol.asyncDispose]: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    }
  }
}

export const senderTo = ({ late }: Pick<HostileReceiver, "late">): UndiciSender.SenderOptions => ({
  allow: AllowList.parse(["127.0.0.1"]),
  lookup: answering(["127.0.0.1"]).lookup,
  timeout: Duration.millis(late ? patienceMs.late : patienceMs.other)
})
