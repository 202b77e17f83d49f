/** Servers on a PostgreSQL database: the use cases and ports on it, wired as a server wires them. */
import { ApiKeys, Authentication, Environments, Members, Orgs, Runs, Sender, UsageReports, Webhooks } from "@nexio/core"
import { type Context, Effect, Exit, Layer, Logger, type Redacted, Scope } from "effect"
import { afterAll, beforeAll } from "vitest"
import { CryptoSecrets, type DatabaseRefused, Postgres, PostgresDatabase, UuidIds } from "../../src/index.ts"
import { masterKey } from "../Installation.ts"
import * as PostgresTest from "./PostgresTest.ts"

const useCases = Layer.mergeAll(
  Orgs.layer,
  Environments.layer,
  ApiKeys.layer,
  Members.layer,
  Authentication.layer,
  Runs.layer,
  Webhooks.layer,
  UsageReports.layer
)

/** Receivers are not what is tried here: every URL is allowed, and nothing is sent. */
const noReceivers = Layer.succeed(Sender, { send: () => Effect.die("Nothing is sent"), refusal: () => undefined })

const base = Layer.mergeAll(UuidIds.layer, CryptoSecrets.layer([masterKey(1)]), noReceivers)

/** A server on a database, however that is opened. */
export const on = (database: Layer.Layer<PostgresDatabase, DatabaseRefused>) =>
  useCases.pipe(
    Layer.provideMerge(Postgres.onDatabase),
    Layer.provideMerge(database),
    Layer.provideMerge(base),
    Layer.fresh
  )

/** Another server on the database at a URL. */
export const layer = (url: Redacted.Redacted) => on(PostgresDatabase.layer(url))

export type Served = Layer.Success<ReturnType<typeof layer>>

interface Opened extends PostgresTest.PostgresTest {
  readonly served: Context.Context<Served>
}

/**
 * Opens a database and a server on it for the tests of a file. Gives what runs a test there, once all tables are
 * emptied.
 */
export const open = (serve: typeof layer = layer) => {
  const scope = Scope.makeUnsafe()
  let opened: Opened | undefined
  beforeAll(async () => {
    opened = await Effect.runPromise(
      Effect.gen(function* () {
        const test = yield* PostgresTest.make
        return { ...test, served: yield* Layer.build(serve(test.url)) }
      }).pipe(Scope.provide(scope), Effect.provide(Logger.layer([])))
    )
  })
  afterAll(() => Effect.runPromise(Scope.close(scope, Exit.void)))
  return <A, E>(test: (database: PostgresTest.PostgresTest) => Effect.Effect<A, E, Served | Scope.Scope>) =>
    Effect.runPromise(
      Effect.andThen(
        PostgresTest.empty(opened!.admin),
        Effect.suspend(() => test(opened!))
      ).pipe(Effect.scoped, Effect.provide(opened!.served), Effect.provide(Logger.layer([])))
    )
}
