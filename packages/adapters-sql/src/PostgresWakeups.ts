/**
 * Wakes workers of every server: those of this one in memory, the others by a notification.
 *
 * Notifications go out after the commit, at most one for each queue in 10 ms, since one inside a transaction makes
 * every commit wait for the one before. One that is lost costs latency alone: workers also look unasked.
 */
import { type Queue, queues, Wakeups } from "@nexio/core"
import { Duration, Effect, Layer, Queue as Notifications, Schedule } from "effect"
import { PostgresDatabase } from "./PostgresDatabase.ts"
import { inTime, scoped } from "./PostgresPatience.ts"

const channel = "nexio_work"
const coalesced = Duration.millis(10)

export const layer = Layer.effect(
  Wakeups,
  Effect.gen(function* () {
    const { client, connect } = yield* PostgresDatabase
    const own = yield* Wakeups
    const announced = new Set<Queue>()

    const announce = Effect.gen(function* () {
      yield* Effect.sleep(coalesced)
      const queues = [...announced]
      announced.clear()
      yield* Effect.forEach(queues, (queue) => inTime(client.notify(channel, queue)), { discard: true })
    }).pipe(Effect.catch((error) => Effect.logWarning("Workers of other servers could not be woken", error)))

    /** A listener that fails is begun anew; what was sent meanwhile, whoever waits finds by looking. */
    const listen = scoped(
      Effect.gen(function* () {
        const notifications = yield* (yield* connect).listen(channel)
        yield* own.wake("runs")
        yield* own.wake("deliveries")
        return yield* Effect.forever(
          Effect.flatMap(Notifications.take(notifications), ({ payload }) => {
            const queue = queues.find((queue) => queue === payload)
            return queue === undefined ? Effect.void : own.wake(queue)
          })
        )
      })
    ).pipe(
      Effect.tapError((error) => Effect.logWarning("Workers are not woken by other servers at present", error)),
      Effect.retry(Schedule.spaced(Duration.seconds(1)))
    )

    const scope = yield* Effect.scope
    yield* Effect.forkScoped(listen)
    return Wakeups.of({
      wait: own.wait,
      wake: (queue) =>
        Effect.suspend(() => {
          const isFirst = announced.size === 0
          announced.add(queue)
          return Effect.andThen(own.wake(queue), isFirst ? Effect.forkIn(announce, scope) : Effect.void)
        })
    })
  })
).pipe(Layer.provide(Wakeups.layerMemory))
