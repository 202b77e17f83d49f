/** What dispatchers have under way in a simulation, and whether they take what they can: soon, and just once at a time. */
import { type Claim, Instant } from "@nexio/core"
import type { KnownDelivery, Ledger } from "./Ledger.ts"
import type { SimulatedClock } from "./SimulatedClock.ts"

/** How long a delivery that can be taken may wait for it: two looks and their jitter. */
const patience = 2.5 * Instant.second

/** How long it takes at most until a delivery that was taken is recorded: an attempt is over after 15 s. */
const longest = 20 * Instant.second

interface Piece {
  readonly by: object
  readonly known: KnownDelivery
  readonly since: number
}

export class Work {
  private readonly ledger: Ledger
  private readonly clock: SimulatedClock
  private readonly concurrency: number
  private readonly pieces = new Map<string, Piece>()
  /** Dispatchers that died, and may have a call on its way. */
  private readonly dead = new WeakSet<object>()
  private readonly living = new Set<object>()

  constructor(ledger: Ledger, clock: SimulatedClock, concurrency: number) {
    this.ledger = ledger
    this.clock = clock
    this.concurrency = concurrency
  }

  born(dispatcher: object): void {
    this.living.add(dispatcher)
  }

  /** What it had under way is nobody's any more. */
  died(dispatcher: object): void {
    this.living.delete(dispatcher)
    this.dead.add(dispatcher)
    for (const [key, { by }] of this.pieces) if (by === dispatcher) this.pieces.delete(key)
    this.ledger.note(`${Instant.format(this.clock.now)} a dispatcher dies`)
  }

  /** A dispatcher took a delivery. */
  begin(known: KnownDelivery, claim: Claim, by: object): void {
    const before = [...this.pieces.values()].find((piece) => piece.known === known)
    // A clock that jumps ends leases before their time.
    if (before !== undefined && this.clock.jumped < before.since)
      this.ledger.wrong(`${known.is.id} is taken from a dispatcher that is at it`)
    if (this.dead.has(by)) return
    this.pieces.set(keyOf(claim), { by, known, since: this.clock.elapsed })
    const { all, ofEnvironment } = this.boundsOf(by, known)
    if (all > this.concurrency || ofEnvironment > this.half)
      this.ledger.wrong(`A dispatcher has ${all} deliveries under way, ${ofEnvironment} of them of one environment`)
  }

  end(claim: Claim): void {
    this.pieces.delete(keyOf(claim))
  }

  get isAny(): boolean {
    return this.pieces.size > 0
  }

  /** Nothing goes on: what dispatchers can do is done soon. */
  still(): void {
    for (const { known, since } of this.pieces.values())
      if (this.clock.elapsed - since > longest)
        this.ledger.wrong(`${known.is.id} was taken, and is neither sent nor recorded`)
    for (const known of this.ledger.pending) {
      if (!this.isReady(known) || !this.hasPlace(known)) known.ready = undefined
      else known.ready ??= this.clock.elapsed
      if (known.ready !== undefined && this.clock.elapsed - known.ready > patience)
        this.ledger.wrong(`${known.is.id} is due since ${Instant.format(known.is.dueAt!)}, and nobody takes it`)
    }
  }

  /** How much time will have passed when something can be taken. */
  get nextReady(): number {
    const dues = this.ledger.pending.filter(({ is }) => !this.ledger.isSuspended(is.orgId)).map(({ is }) => is.dueAt!)
    return this.clock.elapsedAt(Math.min(...dues))
  }

  private isReady({ is }: KnownDelivery): boolean {
    return is.dueAt !== undefined && is.dueAt <= this.clock.now && !this.ledger.isSuspended(is.orgId)
  }

  /** Whether a dispatcher has to take it: nothing is under way to its endpoint, and one of them is not at its bounds. */
  private hasPlace(known: KnownDelivery): boolean {
    const { endpointId } = known.is
    if ([...this.pieces.values()].some((piece) => piece.known.is.endpointId === endpointId)) return false
    return [...this.living].some((dispatcher) => {
      const { all, ofEnvironment } = this.boundsOf(dispatcher, known)
      return all < this.concurrency && ofEnvironment < this.half
    })
  }

  /** How much a dispatcher has under way, and how much of that is of the environment of a delivery. */
  private boundsOf(dispatcher: object, { is }: KnownDelivery) {
    const own = [...this.pieces.values()].filter(({ by }) => by === dispatcher)
    const ofEnvironment = own.filter(({ known }) => known.is.environmentId === is.environmentId)
    return { all: own.length, ofEnvironment: ofEnvironment.length }
  }

  /** No environment has more of a dispatcher. */
  private get half(): number {
    return Math.max(1, Math.floor(this.concurrency / 2))
  }
}

const keyOf = ({ id, token }: Claim): string => `${id} ${token}`
