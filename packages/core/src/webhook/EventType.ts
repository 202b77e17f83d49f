import { Schema } from "effect"

/** What tells of deliveries and not of runs. What befalls the deliveries of such events is told in none. */
const Operational = Schema.Literals(["endpoint.disabled", "delivery.exhausted"])

/** What endpoints can subscribe to. `run.completed` is also for runs that ended `degraded`. */
export const EventType = Schema.Literals(["run.completed", "run.failed", "run.cancelled", ...Operational.literals])
export type EventType = typeof EventType.Type

/** What an event tells of. `webhook.test` goes to the endpoint that it is asked for, and to no other. */
export const AnyEventType = Schema.Literals([...EventType.literals, "webhook.test"])
export type AnyEventType = typeof AnyEventType.Type

export const isOperational: (type: AnyEventType) => boolean = Schema.is(Operational)
