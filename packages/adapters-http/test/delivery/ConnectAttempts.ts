/**
 * What this process tried to connect to, seen where it asks the operating system: each TCP connection that Node opens,
 * by whatever client, and each look-up by the system.
 */
import { createHook } from "node:async_hooks"

export interface Attempts {
  /** The address of each connection that was asked for, whether it came about or not. */
  readonly addresses: ReadonlyArray<string>
  /** How many names the system was asked for. */
  readonly lookups: number
}

interface Request {
  readonly address?: string
  readonly port?: number
}

export const attemptsDuring = async (act: () => Promise<unknown>): Promise<Attempts> => {
  const connections: Array<Request> = []
  let lookups = 0
  const hook = createHook({
    init: (_id, type, _trigger, resource) => {
      // The address is written into it a moment later.
      if (type === "TCPCONNECTWRAP" || type === "PIPECONNECTWRAP") connections.push(resource)
      if (type === "GETADDRINFOREQWRAP") lookups++
    }
  }).enable()
  try {
    await act()
  } finally {
    hook.disable()
  }
  return { addresses: connections.map(({ address, port }) => `${address} ${port}`), lookups }
}
