import { Schema } from "effect"

/** What endpoints can subscribe to. `run.completed` is also for runs that ended `degraded`. */
export const EventType = Schema.Literals(["run.completed", "run.failed", "run.cancelled"])
export type EventType = typeof EventType.Type

/** What an event tells of. `webhook.test` goes to the endpoint that it is asked for, and to no other. */
export const AnyEventType = Schema.Literals([...EventType.literals, "webhook.test"])
export type AnyEventType = typeof AnyEventType.Type
