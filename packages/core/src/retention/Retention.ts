/**
 * Retention: how long the bodies of what has ended are kept. Then they are emptied, and everything else stays: what
 * was counted can be counted again, and lists go on saying what there was.
 *
 * What is due is judged by the end of a run or delivery; what has not ended is never touched. An event is emptied with
 * the last of its deliveries. What is emptied says so in `emptiedAt`, and nothing that needs a body can be done with it.
 */
import type { Instant } from "../instant/Instant.ts"
import type { Run } from "../run/Run.ts"
import type { Attempt } from "../webhook/Attempt.ts"
import type { Delivery } from "../webhook/Delivery.ts"
import type { Event } from "../webhook/Event.ts"

/** Whether a run ended at or before `before`, and has its bodies still. */
export const isRunDue = ({ completedAt, emptiedAt }: Run, before: Instant): boolean =>
  completedAt !== undefined && completedAt <= before && emptiedAt === undefined

/** Whether a delivery ended at or before `before`, and its attempts have their answers still. */
export const isDeliveryDue = ({ emptiedAt, endedAt }: Delivery, before: Instant): boolean =>
  endedAt !== undefined && endedAt <= before && emptiedAt === undefined

/** A run without what was asked and what came of it; its metadata stays. */
export const emptyRun = (
  {
    errorDetails: _details,
    input: _input,
    offerings: _offerings,
    output: _output,
    solutions: _solutions,
    ...rest
  }: Run,
  at: Instant
): Run => ({ ...rest, input: {}, emptiedAt: at })

/** An event without its payload. */
export const emptyEvent = (event: Event, at: Instant): Event => ({ ...event, payload: "", emptiedAt: at })

/** An attempt without what the receiver answered. */
export const emptyAttempt = ({ answer: _answer, ...rest }: Attempt): Attempt => rest
