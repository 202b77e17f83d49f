/** How the names of receivers become addresses. */
import { lookup } from "node:dns"

export interface ResolvedAddress {
  readonly address: string
  /** 4 or 6. */
  readonly family: number
}

/** Gives all addresses of a name, in the order in which to try them; or the error of `dns.lookup`. */
export type NameLookup = (
  name: string,
  give: (error: NodeJS.ErrnoException | null, addresses: ReadonlyArray<ResolvedAddress>) => void
) => void

/** As the operating system resolves names, its hosts file included. */
export const system: NameLookup = (name, give) =>
  lookup(name, { all: true }, (error, addresses) => give(error, addresses ?? []))

/**
 * One look-up for all who ask for a name while it is under way. Nothing is kept after it.
 *
 * The operating system is asked from a few threads that all look-ups share. So a burst of connections to one receiver
 * costs one of them, and a name whose servers do not answer holds up no more than one.
 */
export const shared = (lookup: NameLookup): NameLookup => {
  const underWay = new Map<string, Array<Parameters<NameLookup>[1]>>()
  return (name, give) => {
    const waiting = underWay.get(name)
    if (waiting !== undefined) return void waiting.push(give)
    const asking = [give]
    underWay.set(name, asking)
    lookup(name, (error, addresses) => {
      underWay.delete(name)
      for (const give of asking) give(error, addresses)
    })
  }
}
