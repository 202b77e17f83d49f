import { PgClient, PgPool } from "@effect/sql-pg"
import { Effect, Exit, Layer, Option, type Redacted } from "effect"
import { Reactivity } from "effect/reactivity"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { PostgresDatabase } from "../../src/index.ts"
import { types } from "../../src/PostgresDatabase.ts"
import * as ForgottenPredicates from "./ForgottenPredicates.ts"
import { intrusions } from "./Intrusions.ts"
import * as PostgresServer from "./PostgresServer.ts"
import * as PostgresTables from "./PostgresTables.ts"
import type * as PostgresTest from "./PostgresTest.ts"
import * as Tenants from "./Tenants.ts"
import * as Watched from "./Watched.ts"

const runs = { numRuns: process.env["NEXIO_HUNT"] === undefined ? 3 : 200 }

const sent = new Set<string>()

const forget: Watched.Through = (sql) => {
  const statement = ForgottenPredicates.forget(sql)
  sent.add(statement)
  return statement
}

const forgetful = (database: ReturnType<typeof PostgresDatabase.layer>) =>
  PostgresServer.on(Layer.provide(Watched.batches(forget), database))

/** The database as the superuser who logs in sees it: no policy concerns it. */
const bypassed = (url: Redacted.Redacted) =>
  Layer.effect(
    PostgresDatabase,
    Effect.gen(function* () {
      const { connect } = yield* PostgresDatabase
      const login = { url, types, startupParameters: { search_path: "nexio" } }
      const client = yield* PgClient.make(login).pipe(Effect.orDie)
      const batches = yield* PgPool.make({ ...login, multiplex: true, multiplexConcurrency: 1 }).pipe(Effect.orDie)
      return PostgresDatabase.of({ client, batches, counts: batches, lookups: batches, connect })
    })
  ).pipe(Layer.provide(Layer.mergeAll(PostgresDatabase.layer(url), Reactivity.layer)))

/** What is in the tables of an org, or tells of it. */
const rowsOf = Effect.fnUntraced(function* ({ admin }: PostgresTest.PostgresTest, { dev, orgId }: Tenants.Tenant) {
  const tables = yield* PostgresTables.dump(admin)
  return Object.entries(tables).flatMap(([name, rows]) =>
    rows.filter((row) => row.includes(orgId) || row.includes(dev.id)).map((row) => `${name}: ${row}`)
  )
})

const answerOf = (exit: Exit.Exit<unknown, unknown>): string => {
  if (Exit.isSuccess(exit)) return JSON.stringify(exit.value) ?? ""
  const error = Option.getOrThrow(Exit.findErrorOption(exit))
  return JSON.stringify((error as { readonly answer?: string }).answer ?? "")
}

/** Whether one org was told of the other, or changed anything of it. */
const getsAt = Effect.fnUntraced(function* (
  test: PostgresTest.PostgresTest,
  intrusion: (typeof intrusions)[string],
  own: Tenants.Tenant,
  other: Tenants.Tenant
) {
  const before = yield* rowsOf(test, other)
  const exit = yield* Effect.exit(Watched.statements(forget)(intrusion(own, other)))
  const answer = answerOf(exit)
  const after = yield* rowsOf(test, other)
  return {
    told: [other.orgId, other.dev.id].some((id) => answer.includes(id)),
    changed: JSON.stringify(after) !== JSON.stringify(before)
  }
})

const onPolicies = PostgresServer.open((url) => forgetful(PostgresDatabase.layer(url)))
const withoutPolicies = PostgresServer.open((url) => forgetful(bypassed(url)))

describe("Where the application forgets its own predicates on the org", () => {
  it.each(Object.entries(intrusions))("an org gets nothing of another, and changes nothing, by %s", (_, intrusion) =>
    onPolicies((test) =>
      Effect.gen(function* () {
        const [other, own] = yield* Tenants.two(test)
        expect(yield* getsAt(test, intrusion, own, other)).toEqual({ told: false, changed: false })
      })
    )
  )

  it.each(Object.entries(intrusions))(
    "it is the policies alone that see to that: without them it does, by %s",
    (_, intrusion) =>
      withoutPolicies((test) =>
        Effect.gen(function* () {
          const [other, own] = yield* Tenants.two(test)
          const { changed, told } = yield* getsAt(test, intrusion, own, other)
          expect(changed || told).toBe(true)
          expect([...sent].filter(ForgottenPredicates.remembers)).toEqual([])
        })
      )
  )

  it("no history of intrusions gets an org anything of another, or changes anything of it", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...Object.keys(intrusions)), fc.boolean()), { minLength: 4, maxLength: 12 }),
        (history) =>
          onPolicies((test) =>
            Effect.gen(function* () {
              const [one, another] = yield* Tenants.two(test)
              for (const [name, reversed] of history) {
                const [own, other] = reversed ? [another, one] : [one, another]
                const got = yield* getsAt(test, intrusions[name]!, own, other)
                expect(got, name).toEqual({ told: false, changed: false })
              }
            })
          )
      ),
      runs
    ))
})
