/**
 * What has happened so far in a simulation, as those outside saw it: what was acknowledged to users, and what passed
 * between dispatchers, stores and receivers. From it follows what may happen next; the stores are asked at the end alone.
 */
import type { Attempt, Delivery, EventType, Id, Instant, Usage } from "@nexio/core"

export interface KnownEndpoint extends Id.Scope {
  readonly id: Id.EndpointId
  url: string
  events: ReadonlyArray<EventType>
  active: boolean
  deleted: boolean
  token: string | undefined
  /** Newest first. */
  secrets: ReadonlyArray<{ readonly text: string; readonly endsAt: Instant.Instant | undefined }>
  /** The moment of its last change. */
  changed: number
}

export interface KnownDelivery {
  /** As it stands; its `dueAt` is also when a lease runs out. */
  is: Delivery.Delivery
  readonly payload: string
  readonly eventType: string
  /** The moment of the last thing that happened to it. */
  changed: number
  /** By whom it is held. */
  held: Hold | undefined
  readonly attempts: Array<Attempt.BegunAttempt>
  /** How much time had passed when it could first be taken. */
  ready: number | undefined
}

export interface Hold {
  readonly token: string
  readonly number: number
  /** The moment of the claim. */
  readonly at: number
  /** The request, once it was sent. */
  sent: Sent | undefined
}

export interface Sent {
  readonly startedAt: Instant.Instant
  /** How it ended for the sender; not there where the dispatcher died meanwhile. */
  outcome: SentOutcome | undefined
}

export interface SentOutcome {
  readonly at: Instant.Instant
  readonly latencyMs: number
  readonly statusCode?: number | undefined
  /** How long the receiver asked to be left alone, in milliseconds. */
  readonly asked?: number | undefined
}

export class Ledger {
  readonly orgs: Array<{ readonly id: Id.OrgId; suspended: boolean; changed: number }> = []
  readonly environments: Array<Id.Scope & { readonly environment: string; readonly live: boolean; gone: boolean }> = []
  readonly endpoints: Array<KnownEndpoint> = []
  /** By their ids, in the order of their making. */
  readonly deliveries = new Map<string, KnownDelivery>()
  /** Of what there is an entry in the audit log: what was done, and to what. */
  readonly changes: Array<{ readonly orgId: Id.OrgId; readonly action: string; readonly target: string }> = []
  readonly bumps: Array<Usage.Bump> = []
  private readonly lines: Array<string> = []
  private broken: string | undefined
  private moments = 0

  /** The next moment: what began after another one ended has a greater one. */
  moment(): number {
    this.moments += 1
    return this.moments
  }

  note(line: string): void {
    this.lines.push(line)
  }

  /** The first thing that was wrong is told of; what comes after may follow from it. */
  wrong(what: string): void {
    this.broken ??= `${what}\n\nWhat happened last:\n${this.lines.slice(-25).join("\n")}`
  }

  get verdict(): string | undefined {
    return this.broken
  }

  endpoint(id: string): KnownEndpoint {
    return this.endpoints.find((endpoint) => endpoint.id === id)!
  }

  isSuspended(orgId: Id.OrgId): boolean {
    return this.orgs.some((org) => org.id === orgId && org.suspended)
  }

  get pending(): ReadonlyArray<KnownDelivery> {
    return [...this.deliveries.values()].filter(({ is }) => is.status === "pending")
  }

  /** Cancels what is pending, in whatever way it was stopped. */
  cancel(isMeant: (delivery: Delivery.Delivery) => boolean, at: Instant.Instant): void {
    for (const known of this.pending) {
      if (!isMeant(known.is)) continue
      const { dueAt: _dueAt, ...rest } = known.is
      known.is = { ...rest, status: "cancelled", endedAt: at }
      known.held = undefined
      known.changed = this.moment()
    }
  }
}
