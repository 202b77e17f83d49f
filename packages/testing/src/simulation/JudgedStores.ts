/** The stores as dispatchers and use cases have them in a simulation: the judge sees what passes. */
import { type Announcement, type Delivery, DeliveryStore, LeaseLost, RunStore, type WebhookStore } from "@nexio/core"
import { Context, Effect, Result } from "effect"
import type { Stores } from "../laws/Stores.ts"
import type { Judge } from "./Judge.ts"
import type { KnownDelivery } from "./Ledger.ts"
import type { Death } from "./Plan.ts"

/** How a dispatcher that may die makes its calls. */
export interface Caller {
  /** A dead one makes none, and hears of none. */
  readonly call: <A, E, R>(call: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  /** Dies here, if it is to. */
  readonly at: (death: Death) => Effect.Effect<void>
}

/** The port that a dispatcher works on. */
export const webhooks = (store: WebhookStore["Service"], caller: Caller, judge: Judge): WebhookStore["Service"] => ({
  ...store,
  claimDue: (request) =>
    Effect.suspend(() => {
      const began = judge.moment()
      const given = Effect.tap(store.claimDue(request), (given) =>
        Effect.sync(() => judge.claimed(began, request, given, caller))
      )
      return Effect.tap(caller.call(given), (given) =>
        given.length === 0 ? Effect.void : caller.at("after its claim")
      )
    }),
  renew: (claims, until) =>
    Effect.suspend(() => {
      const began = judge.moment()
      return caller.call(
        Effect.tap(store.renew(claims, until), (lost) => Effect.sync(() => judge.renewed(began, claims, until, lost)))
      )
    }),
  record: (claim, attempted) =>
    Effect.suspend(() => {
      judge.recording(claim, attempted)
      const began = judge.moment()
      const heard = (kept: boolean) => Effect.sync(() => judge.recorded(began, claim, attempted, kept))
      const announcement = attempted.announcement && judge.telling(attempted.announcement, attempted.delivery)
      const recorded = store.record(claim, { ...attempted, announcement }).pipe(
        Effect.tap(({ deliveries }) => {
          judge.told(began, attempted.delivery, deliveries)
          return heard(true)
        }),
        Effect.tapError((error) => (error instanceof LeaseLost ? heard(false) : Effect.void))
      )
      return caller
        .at("before its record")
        .pipe(
          Effect.andThen(caller.call(recorded)),
          Effect.tap(caller.at("after its record")),
          Effect.tap(Effect.sync(() => judge.failing.heard(attempted)))
        )
    }),
  change: (scope, decide, remember) =>
    Effect.suspend(() => {
      const began = judge.moment()
      return caller.call(
        Effect.tap(
          store.change(
            scope,
            (among) =>
              Result.map(decide(among), ({ announcement, ...decision }) => ({
                ...decision,
                announcement: announcement && judge.telling(announcement, { endpointId: decision.endpoint.id })
              })),
            remember
          ),
          (endpoint) => Effect.sync(() => judge.failing.deactivated(began, endpoint))
        )
      )
    })
})

/** The stores that use cases work on: what they decide to send is noted before it is written, so that nobody is quicker. */
export const outbox = (
  stores: Context.Context<Stores>,
  judge: Judge,
  propose: (delivery: KnownDelivery) => void
): Context.Context<Stores> => {
  const runs = Context.get(stores, RunStore)
  const deliveries = Context.get(stores, DeliveryStore)
  const announcing =
    (announcement: Announcement.Announcement): Announcement.Announcement =>
    (endpoints) => {
      const fanOut = announcement(endpoints)
      if (fanOut !== undefined) judge.made(fanOut).forEach(propose)
      return fanOut
    }
  const anew =
    <E>(decide: (delivery: Delivery.Delivery, endpoint: E) => Delivery.Delivery) =>
    (delivery: Delivery.Delivery, endpoint: E) => {
      const decided = decide(delivery, endpoint)
      propose(judge.madeAnew(decided, delivery))
      return decided
    }
  return stores.pipe(
    Context.add(RunStore, {
      ...runs,
      finish: (claim, { announcement, run }) => runs.finish(claim, { run, announcement: announcing(announcement) }),
      end: (scope, id, decide, remember) =>
        runs.end(
          scope,
          id,
          (run) =>
            Result.map(
              decide(run),
              (ending) => ending && { run: ending.run, announcement: announcing(ending.announcement) }
            ),
          remember
        )
    }),
    Context.add(DeliveryStore, {
      ...deliveries,
      send: (scope, id, decide, remember) =>
        deliveries.send(
          scope,
          id,
          (endpoint) => {
            const fanOut = decide(endpoint)
            judge.made(fanOut).forEach(propose)
            return fanOut
          },
          remember
        ),
      redeliver: (scope, id, decide, remember) => deliveries.redeliver(scope, id, anew(decide), remember),
      recover: (scope, id, recovery, decide, remember) =>
        deliveries.recover(scope, id, recovery, anew(decide), remember)
    })
  )
}
