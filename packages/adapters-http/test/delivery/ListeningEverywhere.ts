import { type AddressInfo, createServer } from "node:net"

export interface Listening extends AsyncDisposable {
  readonly port: number
  /** How many connections it was opened so far. */
  readonly connections: () => number
}

/** Listens on every address of the machine, and hangs up at once. */
export const listenEverywhere = async (): Promise<Listening> => {
  let connections = 0
  const server = createServer((socket) => {
    connections++
    socket.on("error", () => {}).destroy()
  })
  const listen = (host: string) =>
    new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, host, resolve))
  // There may be no IPv6.
  await listen("::").catch(() => listen("0.0.0.0"))
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve()))
  }
}
