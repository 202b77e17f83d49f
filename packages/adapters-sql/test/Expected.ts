/** What is expected of some orgs to whom a history happens: how things stand, when they are due and who holds them. */
import type { EventType, Id, Principal, Run } from "@nexio/core"
import type { Redacted } from "effect"

/** A run or delivery: when it is due, and by which token it is held. */
export interface Work extends Id.Scope {
  status: string
  dueAt: number | undefined
  token: string | undefined
}

interface Delivery extends Work {
  readonly endpointId: string
  attempts: number
}

interface Endpoint extends Id.Scope {
  readonly id: Id.EndpointId
  readonly events: ReadonlyArray<EventType>
  active: boolean
  deleted: boolean
}

/** An environment with one key. */
interface Environment {
  readonly caller: Principal.Principal
  readonly key: Redacted.Redacted
  active: boolean
}

const sameScope = (a: Id.Scope, b: Id.Scope) => a.orgId === b.orgId && a.environmentId === b.environmentId

/** Work that has ended, or that ends as this: it is neither due nor held. */
export const stop = (work: Work, status: string): void => {
  work.status = status
  work.dueAt = undefined
  work.token = undefined
}

export class Expected {
  readonly environments: Array<Environment> = []
  readonly endpoints = new Map<string, Endpoint>()
  readonly runs = new Map<string, Work>()
  readonly deliveries = new Map<string, Delivery>()
  readonly suspended = new Set<string>()

  /** Whether an environment takes work. */
  isOpen(scope: Id.Scope): boolean {
    return (
      !this.suspended.has(scope.orgId) &&
      this.environments.some(({ active, caller }) => active && sameScope(caller, scope))
    )
  }

  /** What a claim takes: the longest due of what nobody suspended, in the order of its making. */
  due(work: ReadonlyMap<string, Work>, now: number, limit: number): ReadonlyArray<string> {
    return [...work]
      .filter(([, one]) => one.dueAt !== undefined && one.dueAt <= now && !this.suspended.has(one.orgId))
      .toSorted(([, a], [, b]) => a.dueAt! - b.dueAt!)
      .slice(0, limit)
      .map(([id]) => id)
  }

  /** The endpoints that the end of a run goes to. */
  targets(ended: Id.Scope & Pick<Run.Run, "status">): ReadonlyArray<string> {
    const type = ended.status === "degraded" ? "run.completed" : `run.${ended.status}`
    return [...this.endpoints.values()]
      .filter(({ active, events, ...scope }) => active && events.some((one) => one === type) && sameScope(scope, ended))
      .map(({ id }) => id)
  }

  /** An endpoint that stops takes its pending deliveries with it. */
  deactivate(endpoint: Endpoint): void {
    endpoint.active = false
    for (const delivery of this.deliveries.values()) {
      if (delivery.status === "pending" && delivery.endpointId === endpoint.id) stop(delivery, "cancelled")
    }
  }

  /** The deletion of the active environment of a slug; what is under way goes on. */
  remove(orgId: Id.OrgId, slug: string): void {
    const environment = this.environments.find(
      ({ active, caller }) => active && caller.orgId === orgId && caller.environment === slug
    )!
    environment.active = false
    for (const run of this.runs.values()) {
      if (run.status === "queued" && sameScope(run, environment.caller)) stop(run, "failed")
    }
    for (const endpoint of this.endpoints.values()) {
      if (sameScope(endpoint, environment.caller)) this.deactivate(endpoint)
    }
  }
}
