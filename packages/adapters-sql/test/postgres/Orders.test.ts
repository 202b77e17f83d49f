import { PgConnection } from "@effect/sql-pg"
import { Endpoint, RunStore, WebhookStore } from "@nexio/core"
import { Effect, Exit, Layer, type Redacted } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as PostgresServer from "./PostgresServer.ts"
import * as Tenants from "./Tenants.ts"

/**
 * Who waits for each other here waits in vain: PostgreSQL does not look for it before a session gives a lock up. Else
 * an operation could be ended and begun anew, and nobody would see.
 */
const patient = (url: Redacted.Redacted) =>
  Layer.unwrap(
    Effect.scoped(
      Effect.gen(function* () {
        const session = yield* PgConnection.make({ url })
        yield* session.query(`do $$ begin
          execute format('alter database %I set deadlock_timeout = 60000', current_database());
        end $$`)
      })
    ).pipe(Effect.orDie, Effect.as(PostgresServer.layer(url)))
  )

const onServer = PostgresServer.open(patient)

const runs = { numRuns: process.env["NEXIO_HUNT"] === undefined ? 12 : 100 }

const { until } = Tenants

const together = { concurrency: "unbounded" } as const

/** More than a batch begins with, so that several are under way. */
const many = 80

const places = fc.shuffledSubarray(
  Array.from({ length: many }, (_, nth) => nth),
  { minLength: many }
)

const inOrder = <A>(all: ReadonlyArray<A>, order: ReadonlyArray<number>): ReadonlyArray<A> =>
  order.flatMap((nth) => (nth < all.length ? [all[nth]!] : []))

/** Whom the database ended because two waited for each other, or for whom it was not there. */
const unavailable = (exits: ReadonlyArray<Exit.Exit<unknown, { readonly _tag: string }>>) =>
  exits.filter(
    (exit) =>
      Exit.isFailure(exit) &&
      exit.cause.reasons.some((reason) => reason._tag !== "Fail" || reason.error._tag === "StorageUnavailable")
  )

const exits = <A, E, R>(effects: ReadonlyArray<Effect.Effect<A, E, R>>) =>
  Effect.forEach(effects, (effect) => Effect.exit(effect), together)

describe("What writes the same rows at once", () => {
  it("never waits for each other: the ends of runs and what holds them, attempts and what cancels their deliveries", () =>
    fc.assert(
      fc.asyncProperty(places, places, places, (one, another, third) =>
        onServer((test) =>
          Effect.gen(function* () {
            const [tenant] = yield* Tenants.two(test)
            const [store, webhooks] = [yield* RunStore, yield* WebhookStore]
            const submissions = yield* Effect.forEach(one, () => Tenants.another(tenant))
            yield* Effect.forEach(submissions, (run) => store.submit(run), together)
            const claimed = yield* store.claim({ at: until, until: until + 10, limit: many })
            const ends = yield* Effect.forEach(inOrder(claimed, one), (each) =>
              Effect.map(Tenants.ended(each), (end) => store.finish(each.claim, end))
            )
            const renewals = [another, third, one].map((order) =>
              store.renew(
                inOrder(claimed, order).map(({ claim }) => claim),
                until + 20
              )
            )
            expect(
              unavailable(yield* exits<unknown, { readonly _tag: string }, never>([...ends, ...renewals]))
            ).toEqual([])
            const attempts = yield* webhooks.claimDue({ at: until + 30, until: until + 40, limit: many })
            const writes = [
              ...inOrder(attempts, another).map((each, nth) =>
                webhooks.record(each.claim, Tenants.attempted(each, { _tag: nth % 3 === 0 ? "Failed" : "Succeeded" }))
              ),
              webhooks.renew(
                inOrder(attempts, third).map(({ claim }) => claim),
                until + 50
              ),
              webhooks.change(tenant.endpoint, (among) => Endpoint.remove(among, tenant.endpoint.id, Tenants.origin))
            ]
            expect(unavailable(yield* exits<unknown, { readonly _tag: string }, never>(writes))).toEqual([])
          })
        )
      ),
      runs
    ))
})
