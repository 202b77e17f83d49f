import { Schema } from "effect"

/** What an event tells of. `run.completed` is also for runs that ended `degraded`. */
export const EventType = Schema.Literals(["run.completed", "run.failed", "run.cancelled"])
export type EventType = typeof EventType.Type
