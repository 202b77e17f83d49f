/**
 * What has happened so far in a simulation, as those outside saw it: what was acknowledged to users, and what passed
 * between dispatchers, stores and receivers. From it follows what may happen next; the stores are asked at the end alone.
 */
import type { Attempt, Delivery, EventType, Id, Measurement, Usage } from "@nexio/core"
import { Instant } from "@nexio/core"

export interface KnownEndpoint extends Id.Scope {
  readonly id: Id.EndpointId
  url: string
  events: ReadonlyArray<EventType>
  active: boolean
  deleted: boolean
  token: string | undefined
  ordered: boolean
  rate: number | undefined
  /** How much time had passed when attempts began, of those that were taken at this rate within a second. */
  begun: ReadonlyArray<number>
  /** Newest first. */
  secrets: ReadonlyArray<{ readonly text: string; readonly endsAt: Instant.Instant | undefined }>
  /** When its first attempt began that failed, since one succeeded, it moved or was made active. */
  failingSince: Instant.Instant | undefined
  /** What was recorded that speaks for its deactivation. */
  condemned: "gone" | "failing" | undefined
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

export interface KnownEnvironment extends Id.Scope {
  readonly slug: string
  readonly live: boolean
  gone: boolean
}

/** How long something took that ended in an hour. */
export interface Measured extends Id.Scope {
  readonly hour: Instant.Instant
  readonly measure: Measurement.Measure
  readonly ms: number
}

export class Ledger {
  readonly orgs: Array<{ readonly id: Id.OrgId; suspended: boolean; changed: number }> = []
  readonly environments: Array<KnownEnvironment> = []
  readonly endpoints: Array<KnownEndpoint> = []
  /** By their ids, in the order of their making. */
  readonly deliveries = new Map<string, KnownDelivery>()
  /** Of what there is an entry in the audit log: what was done, and to what. */
  readonly changes: Array<{ readonly orgId: Id.OrgId; readonly action: string; readonly target: string }> = []
  readonly bumps: Array<Usage.Bump> = []
  readonly measured: Array<Measured> = []
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

  /** That something ended or was submitted, and how long it took where that is measured. */
  count(
    { environmentId, orgId }: Id.Scope,
    at: Instant.Instant,
    adds: Usage.Bump["adds"],
    took?: { readonly measure: Measurement.Measure; readonly ms: number }
  ): void {
    const scope = { orgId, environmentId, hour: Instant.hourOf(at) }
    this.bumps.push({ ...scope, adds })
    if (took !== undefined) this.measured.push({ ...scope, ...took })
  }

  /** That there is an entry in the audit log. */
  wrote(orgId: Id.OrgId, action: string, target: string): void {
    this.changes.push({ orgId, action, target })
  }

  environmentOf({ environmentId }: Id.Scope): KnownEnvironment {
    return this.environments.find((environment) => environment.environmentId === environmentId)!
  }

  /** Whether nothing can be written in an environment. */
  isClosed({ gone, orgId }: KnownEnvironment): boolean {
    return gone || this.isSuspended(orgId)
  }

  /** Whether nothing can be done to an endpoint any more, or now. */
  isOver(endpoint: KnownEndpoint): boolean {
    return endpoint.deleted || this.isClosed(this.environmentOf(endpoint))
  }

  /** Those that an environment's events of a type go to. */
  targets({ environmentId }: Id.Scope, type: EventType): ReadonlyArray<KnownEndpoint> {
    return this.endpoints.filter(
      (endpoint) => endpoint.environmentId === environmentId && endpoint.active && endpoint.events.includes(type)
    )
  }

  /** After whatever changed an endpoint: pending deliveries are ordered as it is, and one that `stops` has none. */
  changed(endpoint: KnownEndpoint, stops: boolean, at: Instant.Instant): void {
    endpoint.changed = this.moment()
    for (const known of this.pending) {
      if (known.is.endpointId === endpoint.id) known.is = { ...known.is, ordered: endpoint.ordered }
    }
    if (stops) this.cancel(({ endpointId }) => endpointId === endpoint.id, at)
  }

  isSuspended(orgId: Id.OrgId): boolean {
    return this.orgs.some((org) => org.id === orgId && org.suspended)
  }

  get pending(): ReadonlyArray<KnownDelivery> {
    return [...this.deliveries.values()].filter(({ is }) => is.status === "pending")
  }

  private cancel(isMeant: (delivery: Delivery.Delivery) => boolean, at: Instant.Instant): void {
    for (const known of this.pending) {
      if (!isMeant(known.is)) continue
      const { dueAt: _dueAt, ...rest } = known.is
      known.is = { ...rest, status: "cancelled", endedAt: at }
      known.held = undefined
      known.changed = this.moment()
    }
  }
}
