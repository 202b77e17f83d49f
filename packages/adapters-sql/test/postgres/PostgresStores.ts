/** The stores on PostgreSQL as laws are tried on them: one database for all tries, emptied before each. */
import { type Context, Effect, Exit, Layer, Scope } from "effect"
import { afterAll, beforeAll } from "vitest"
import { CryptoSecrets, Postgres, UuidIds } from "../../src/index.ts"
import { masterKey } from "../Installation.ts"
import * as PostgresTest from "./PostgresTest.ts"

const base = Layer.mergeAll(UuidIds.layer, CryptoSecrets.layer([masterKey(1)]))

type Ports = Layer.Success<ReturnType<typeof Postgres.layer>> | Layer.Success<typeof base>

interface Opened extends PostgresTest.PostgresTest {
  readonly ports: Context.Context<Ports>
}

/** Opens a database for the tests of a file; gives what says it, once they run. */
export const open = () => {
  const scope = Scope.makeUnsafe()
  let opened: Opened | undefined
  beforeAll(async () => {
    opened = await Effect.runPromise(
      Effect.gen(function* () {
        const test = yield* PostgresTest.make
        const ports = yield* Layer.build(Postgres.layer(test.url).pipe(Layer.provideMerge(base)))
        return { ...test, ports }
      }).pipe(Scope.provide(scope))
    )
  })
  afterAll(() => Effect.runPromise(Scope.close(scope, Exit.void)))
  return Effect.sync(() => opened!)
}

/** The ports, on the database of the test's file, with nothing in it. */
export const layer = () => {
  const opened = open()
  return Layer.effectContext(Effect.flatMap(opened, ({ admin, ports }) => Effect.as(PostgresTest.empty(admin), ports)))
}
