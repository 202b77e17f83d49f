/** What dispatchers have under way in a simulation, and whether they take what they can: soon, and just once at a time. */
import { type Claim, type ClaimedDelivery, Instant } from "@nexio/core"
import * as Lane from "./Lane.ts"
import type { KnownDelivery, Ledger } from "./Ledger.ts"
import type { SimulatedClock } from "./SimulatedClock.ts"

/** How long a delivery that can be taken may wait for it: two looks and their jitter. */
const patience = 2.5 * Instant.second

/** How long what is paced may wait besides: the longest between two attempts, and how far a clock goes back. */
const pause = 31 * Instant.second

/** How long it takes at most until a delivery that was taken is recorded: an attempt is over after 15 s. */
const longest = 20 * Instant.second

/** What names a claim. */
type Hold = Pick<Claim, "id" | "token">

interface Piece {
  readonly by: object
  readonly known: KnownDelivery
  readonly since: number
  readonly isPaced: boolean
  /** It may still wait for its turn in a pace. */
  isUnsent: boolean
}

export class UnderWay {
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
  begin(known: KnownDelivery, { claim, startAt }: Pick<ClaimedDelivery, "claim" | "startAt">, by: object): void {
    const before = [...this.pieces.values()].find((piece) => piece.known === known)
    // A clock that jumps ends leases before their time.
    if (before !== undefined && this.clock.jumped < before.since)
      this.ledger.wrong(`${known.is.id} is taken from a dispatcher that is at it`)
    if (this.dead.has(by)) return
    const isPaced = startAt !== undefined
    this.pieces.set(keyOf(claim), { by, known, since: this.clock.elapsed, isPaced, isUnsent: true })
    const { all, ofEnvironment } = this.boundsOf(by, known)
    if (all > this.concurrency || ofEnvironment > this.half)
      this.ledger.wrong(`A dispatcher has ${all} deliveries under way, ${ofEnvironment} of them of one environment`)
  }

  sent(claim: Hold): void {
    const piece = this.pieces.get(keyOf(claim))
    if (piece !== undefined) piece.isUnsent = false
  }

  /** A dispatcher heard that it does not hold it any more: then it is not sent, unless it was. */
  lost(claim: Hold): void {
    if (this.pieces.get(keyOf(claim))?.isUnsent) this.pieces.delete(keyOf(claim))
  }

  end(claim: Hold): void {
    this.pieces.delete(keyOf(claim))
  }

  get isAny(): boolean {
    return this.pieces.size > 0
  }

  /** Whether something was taken that is not sent yet. */
  get isAnyUnsent(): boolean {
    return [...this.pieces.values()].some(({ isUnsent }) => isUnsent)
  }

  /** Nothing goes on: what dispatchers can do is done soon. */
  still(): void {
    for (const { isPaced, known, since } of this.pieces.values())
      if (this.clock.elapsed - since > longest + (isPaced ? pause : 0))
        this.ledger.wrong(`${known.is.id} was taken, and is neither sent nor recorded`)
    for (const known of this.ledger.pending) {
      if (!this.isReady(known) || !this.hasPlace(known)) known.ready = undefined
      else known.ready ??= this.clock.elapsed
      if (known.ready !== undefined && this.clock.elapsed - known.ready > this.patienceFor(known))
        this.ledger.wrong(`${known.is.id} is due since ${Instant.format(known.is.dueAt!)}, and nobody takes it`)
    }
  }

  /** How much time will have passed when something can be taken. */
  get nextReady(): number {
    const dues = this.ledger.pending.filter((known) => this.isNext(known)).map(({ is }) => is.dueAt!)
    return this.clock.elapsedAt(Math.min(...dues))
  }

  private isReady(known: KnownDelivery): boolean {
    const { now } = this.clock
    return this.isNext(known) && known.is.dueAt! <= now && !Lane.isHeldBack(this.ledger.pending, known, now)
  }

  /** Whether it waits for nothing but its time. */
  private isNext(known: KnownDelivery): boolean {
    return !this.ledger.isSuspended(known.is.orgId) && Lane.before(this.ledger.pending, known).length === 0
  }

  private patienceFor({ is }: KnownDelivery): number {
    return this.ledger.endpoint(is.endpointId).rate === undefined ? patience : patience + pause
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

const keyOf = ({ id, token }: Hold): string => `${id} ${token}`
