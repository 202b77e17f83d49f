/** Since when endpoints fail in a simulation, and whether those are deactivated that have to be, and no others. */
import { type Attempted, type Endpoint, Instant } from "@nexio/core"
import type { Ledger } from "./Ledger.ts"
import type { SimulatedClock } from "./SimulatedClock.ts"

const patience = 120 * Instant.hour

export class Failing {
  private readonly ledger: Ledger
  private readonly clock: SimulatedClock
  /** The attempts that speak for a deactivation. */
  private readonly condemning = new Set<string>()
  /** Endpoints of which a dispatcher that lives has heard that they are to be deactivated. */
  private readonly doomed = new Set<string>()

  constructor(ledger: Ledger, clock: SimulatedClock) {
    this.ledger = ledger
    this.clock = clock
  }

  /** An attempt was recorded that counts. */
  recorded({ attempt, delivery }: Attempted): void {
    const endpoint = this.ledger.endpoint(delivery.endpointId)
    endpoint.failingSince = delivery.status === "succeeded" ? undefined : (endpoint.failingSince ?? attempt.startedAt)
    const isGone = attempt.statusCode === 410 && delivery.url === endpoint.url
    const failsFor = this.clock.now - (endpoint.failingSince ?? this.clock.now)
    if (delivery.status === "succeeded" && endpoint.condemned === "failing") endpoint.condemned = undefined
    if (!isGone && failsFor < patience) return
    endpoint.condemned = isGone ? "gone" : (endpoint.condemned ?? "failing")
    this.condemning.add(keyOf({ attempt, delivery }))
  }

  /** A dispatcher heard that its record was written. */
  heard(attempted: Attempted): void {
    if (this.condemning.has(keyOf(attempted))) this.doomed.add(attempted.delivery.endpointId)
  }

  /** A store deactivated an endpoint, as a dispatcher decided whose call began at a moment. */
  deactivated(began: number, { id, orgId, updatedAt }: Endpoint.Endpoint): void {
    const endpoint = this.ledger.endpoint(id)
    this.ledger.note(`${Instant.format(this.clock.now)} ${id} is deactivated`)
    if (endpoint.changed < began && !(endpoint.active && endpoint.condemned !== undefined))
      this.ledger.wrong(`${id} is deactivated, which is neither gone nor has failed for 120 h`)
    endpoint.active = false
    this.ledger.changed(endpoint, true, updatedAt)
    this.ledger.wrote(orgId, "webhook.disabled", id)
  }

  /** Nobody else has to do what a dispatcher had heard. */
  died(): void {
    this.doomed.clear()
  }

  /** Nothing goes on. */
  still(): void {
    for (const id of this.doomed) {
      const endpoint = this.ledger.endpoint(id)
      if (endpoint.active && endpoint.condemned !== undefined && !this.ledger.isOver(endpoint))
        this.ledger.wrong(`${id} is gone or has failed for 120 h, and nobody deactivates it`)
    }
    this.doomed.clear()
  }
}

const keyOf = ({ attempt, delivery }: Attempted): string => `${delivery.id} ${attempt.number}`
