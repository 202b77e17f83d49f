import { Cause, Duration, Effect, Layer, Random, Result } from "effect"
import * as Origin from "../audit/Origin.ts"
import { Ids } from "../id/Id.ts"
import * as Instant from "../instant/Instant.ts"
import * as Opening from "../secret/Opening.ts"
import { Secrets } from "../secret/Secrets.ts"
import { LeaseLost } from "../work/Lease.ts"
import { Wakeups } from "../work/Wakeups.ts"
import * as Worker from "../work/Worker.ts"
import * as WorkMetrics from "../work/WorkMetrics.ts"
import * as Announcement from "./Announcement.ts"
import type * as Attempt from "./Attempt.ts"
import * as Deactivation from "./Deactivation.ts"
import * as Delivery from "./Delivery.ts"
import * as Outgoing from "./Outgoing.ts"
import * as RetrySchedule from "./RetrySchedule.ts"
import { Sender } from "./Sender.ts"
import { Signer } from "./Signer.ts"
import { Starts } from "./Starts.ts"
import { type ClaimedDelivery, WebhookStore } from "./WebhookStore.ts"
import { Windows } from "./Windows.ts"

/** All at once: those that an environment may have come free together, and a claim costs nearly the same for one. */
const batch = Worker.defaults.concurrency

interface Opened extends ClaimedDelivery {
  readonly opening: Opening.Opening
}

export interface DispatcherOptions extends Worker.WorkOptions {
  /** Default: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h. */
  readonly schedule: RetrySchedule.RetrySchedule
}

/**
 * Sends due deliveries, for as long as the layer lives.
 *
 * At least once: a delivery whose attempt a crash cut off is attempted again after its lease, and the schedule does
 * not count what was cut off. Any 2xx is a success; everything else is a failure, a redirect too.
 */
export const layer = (options: Partial<DispatcherOptions> = {}) =>
  Layer.effectDiscard(
    Effect.gen(function* () {
      const store = yield* WebhookStore
      const sender = yield* Sender
      const signer = yield* Signer
      const secrets = yield* Secrets
      const wakeups = yield* Wakeups
      const ids = yield* Ids
      const context = yield* Effect.context<never>()
      const schedule = options.schedule ?? RetrySchedule.standard

      const attemptTo = Effect.fnUntraced(
        function* (claimed: Opened, startedAt: Instant.Instant) {
          const outgoing = yield* Outgoing.of(claimed, startedAt, { opening: claimed.opening, signer })
          const answer = yield* sender.send(outgoing)
          const outcome = Delivery.answered(answer)
          return {
            outcome,
            result: {
              latencyMs: answer.latencyMs,
              statusCode: answer.statusCode,
              answer: Outgoing.withoutToken(answer.body, outgoing),
              ...(outcome._tag === "Succeeded" ? {} : { reason: `The receiver answered ${answer.statusCode}` })
            }
          }
        },
        Effect.catchTags({
          SendFailed: ({ latencyMs, reason }) => Effect.succeed(unanswered({ latencyMs, reason })),
          SecretUnreadable: (unreadable) =>
            Effect.as(
              Effect.logError(unreadable.message),
              unanswered({
                latencyMs: 0,
                reason: `The ${unreadable.binding.kind.replace("_", " ")} could not be opened`
              })
            )
        })
      )

      const work = { ...Worker.defaults, batch, ...options }
      const windows = new Windows(work.concurrency)
      const starts = new Starts()

      /** Deactivates the endpoint of a failed attempt, where that is due. */
      const deactivate = Effect.fnUntraced(
        function* (failure: Deactivation.Failure, failingSince: Instant.Instant | undefined) {
          if (Deactivation.reason(failure, { url: failure.url, failingSince }) === undefined) return
          const origin = yield* Origin.now
          const { id } = yield* store.change(failure, (among) => Deactivation.decide(among, failure, origin, ids))
          yield* wakeups.wake("deliveries")
          yield* Effect.annotateLogs(Effect.logWarning("An endpoint was deactivated"), { endpoint: id })
        },
        Effect.catchTags({
          EndpointSpared: () => Effect.void,
          EnvironmentGone: () => Effect.void,
          OrgSuspended: () => Effect.void
        }),
        Effect.catchCause((cause) =>
          Effect.logWarning(
            "An endpoint could not be deactivated, and will be after its next failure",
            Cause.squash(cause)
          )
        )
      )

      /** Until its pace lets it begin, it can be stopped, or be another's. */
      const awaitStart = Effect.fnUntraced(function* ({ claim, delivery }: ClaimedDelivery, startAt: Instant.Instant) {
        let earliest = startAt
        while (true) {
          yield* Effect.sleep(Math.max(0, earliest - (yield* Instant.now)))
          const until = (yield* Instant.now) + Duration.toMillis(work.lease)
          if ((yield* store.renew([claim], until)).length > 0) return yield* new LeaseLost({ id: claim.id })
          const startedAt = yield* Instant.now
          const begun = starts.begin(delivery, startAt, startedAt)
          if (begun === "begun") return startedAt
          earliest = begun
        }
      })

      /** Has a place until the attempt is over: another may take that while this one is recorded, and with it. */
      const attemptInLane = Effect.fnUntraced(
        function* (claimed: Opened) {
          const { startAt } = claimed
          const startedAt = startAt === undefined ? yield* Instant.now : yield* awaitStart(claimed, startAt)
          const attempted = yield* attemptTo(claimed, startedAt)
          windows.learn(claimed.delivery, "statusCode" in attempted.result)
          return { startedAt, ...attempted }
        },
        (attempt, { delivery }) =>
          Effect.onExit(attempt, () =>
            Effect.flatMap(Instant.now, (at) => (windows.end(delivery, at) ? wakeups.wake("deliveries") : Effect.void))
          )
      )

      const perform = Effect.fnUntraced(
        function* (claimed: Opened) {
          const { outcome, result, startedAt } = yield* attemptInLane(claimed)
          const at = yield* Instant.now
          const delivery = Result.getOrThrow(Delivery.next(claimed.delivery, outcome, at, schedule, yield* Random.next))
          WorkMetrics.attemptsMade(outcome._tag).updateUnsafe(1, context)
          const attempt: Attempt.Attempt = { number: claimed.attempt, startedAt, ...result }
          const announcement = Announcement.ofExhaustion(delivery, attempt.reason ?? "", at, ids)
          const { deliveries, failingSince } = yield* store.record(claimed.claim, { attempt, delivery, announcement })
          if (deliveries > 0) yield* wakeups.wake("deliveries")
          if (delivery.status === "failed" && "reason" in result) {
            yield* Effect.logWarning(`A delivery failed for good: ${result.reason}`).pipe(
              Effect.annotateLogs({ delivery: delivery.id, endpoint: delivery.endpointId })
            )
          }
          if (outcome._tag === "Failed")
            yield* deactivate({ ...delivery, statusCode: attempt.statusCode, at }, failingSince)
        },
        Effect.catchTag("LeaseLost", (lost) => Effect.logInfo(`Delivery ${lost.id} was taken over or stopped`)),
        Effect.catchCause((cause) =>
          Effect.logWarning("An attempt could not be recorded, and will be made again", Cause.squash(cause))
        )
      )

      const claim = Effect.fnUntraced(function* (request: Parameters<Worker.Work<Opened>["claim"]>[0]) {
        const claimed = yield* store.claimDue({ ...request, places: windows.places(request.at) })
        const begun = claimed.map(({ delivery }) => delivery)
        if (windows.begin(begun, request.at)) yield* wakeups.wake("deliveries")
        const opening = Opening.of(secrets)
        return claimed.map((one) => ({ ...one, opening }))
      })

      /** Where the next one comes after this one, it may have waited for that. */
      const performInOrder = (claimed: Opened) =>
        claimed.delivery.ordered || claimed.startAt !== undefined
          ? Effect.ensuring(perform(claimed), wakeups.wake("deliveries"))
          : perform(claimed)

      // Environments are alike, live or not: what each can have under way is bounded.
      yield* Worker.start(
        { queue: "deliveries", claim, isLive: () => true, renew: store.renew, perform: performInOrder },
        work
      )
    })
  )

const unanswered = (result: Pick<Attempt.Attempt, "latencyMs" | "reason">) => ({
  outcome: { _tag: "Failed" } as const,
  result
})
