/** What a transaction could leave to the next one on its session. */
import { Deferred, Effect } from "effect"
import { expect } from "vitest"
import { PostgresDatabase } from "../../src/index.ts"

const together = { concurrency: "unbounded" } as const

/** The rows that a statement gives on each of a server's sessions, all of them at once. */
const allSessions = Effect.fnUntraced(function* (statement: string) {
  const { batches, client } = yield* PostgresDatabase
  const heldByAll = Effect.fnUntraced(function* <E>(
    count: number,
    use: (held: Effect.Effect<void>) => Effect.Effect<unknown, E>
  ) {
    const all = yield* Deferred.make<void>()
    let holders = 0
    const held = Effect.suspend(() => {
      holders += 1
      return holders === count ? Effect.asVoid(Deferred.succeed(all, undefined)) : Deferred.await(all)
    })
    return yield* Effect.forEach(Array.from({ length: count }), () => use(held), together)
  })
  const ofClient = yield* heldByAll(10, (held) =>
    client.withTransaction(Effect.tap(client.unsafe(statement), () => held))
  )
  const ofBatches = yield* heldByAll(6, (held) =>
    batches.use((session) =>
      Effect.tap(
        Effect.map(session.query(statement), ({ rows }) => rows),
        () => held
      )
    )
  )
  return [...ofClient, ...ofBatches].flat()
})

/** Nothing is left on any session: no orgs that one named, and no transaction. */
export const none = Effect.map(
  allSessions("select current_setting('nexio.orgs', true) as orgs, current_setting('transaction_read_only') as reads"),
  (rows) => {
    expect(rows.length).toBe(16)
    for (const { orgs, reads } of rows as ReadonlyArray<Record<string, unknown>>) {
      expect([orgs ?? "", reads]).toEqual(["", "off"])
    }
  }
)
