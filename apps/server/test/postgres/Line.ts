/** The line from servers to their database: it can fall silent, as when a host stands still or vanishes. */
import { once } from "node:events"
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net"

export class Line implements AsyncDisposable {
  /** The address of the database behind it. */
  readonly url: string
  private readonly server: Server
  private readonly sockets: Set<Socket>
  private readonly passing: { is: boolean }

  private constructor(url: string, server: Server, sockets: Set<Socket>, passing: { is: boolean }) {
    this.url = url
    this.server = server
    this.sockets = sockets
    this.passing = passing
  }

  /** A line to the database at a URL. */
  static async to(database: string): Promise<Line> {
    const behind = new URL(database)
    const sockets = new Set<Socket>()
    const passing = { is: true }
    const server = createServer((near) => {
      sockets.add(near)
      near.on("error", () => near.destroy())
      if (!passing.is) return
      const far = connect(Number(behind.port), behind.hostname)
      sockets.add(far)
      far.on("error", () => far.destroy())
      far.on("close", () => near.destroy())
      near.on("close", () => far.destroy())
      near.pipe(far)
      far.pipe(near)
    })
    await once(server.listen(0, "127.0.0.1"), "listening")
    const url = new URL(database)
    url.port = String((server.address() as AddressInfo).port)
    return new Line(url.href, server, sockets, passing)
  }

  /** How many connections came to it that are there still. */
  get connections(): number {
    return [...this.sockets].filter(
      (socket) => socket.localPort === (this.server.address() as AddressInfo).port && !socket.destroyed
    ).length
  }

  /** Lets nothing pass, of what is connected and of what connects from now on; nobody is told. */
  silence(): void {
    this.passing.is = false
    for (const socket of this.sockets) {
      socket.unpipe()
      socket.pause()
    }
  }

  /** Lets pass what connects from now on. What was connected before stays silent. */
  renew(): void {
    this.passing.is = true
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.sockets) socket.destroy()
    this.server.close()
    await once(this.server, "close")
  }
}
