import { RateLimits } from "@nexio/core"
import { RateLimitsLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import { Context, Effect, Layer } from "effect"
import * as PostgresRateLimits from "../../src/hot/PostgresRateLimits.ts"
import { PostgresDatabase } from "../../src/index.ts"
import * as PostgresStores from "./PostgresStores.ts"
import { runs } from "./runs.ts"

/** Servers that begin with nothing, of which each request meets the next. */
const servers = (count: number) =>
  Layer.effect(
    RateLimits,
    Effect.gen(function* () {
      const database = Context.make(PostgresDatabase, yield* PostgresDatabase)
      const each = yield* Effect.forEach(Array.from({ length: count }), () =>
        Effect.map(Layer.build(Layer.fresh(PostgresRateLimits.layer)), (built) => Context.get(built, RateLimits))
      ).pipe(Effect.provideContext(database))
      let nth = 0
      return RateLimits.of({ take: (asked) => Effect.suspend(() => each[nth++ % count]!.take(asked)) })
    })
  )

const stores = PostgresStores.layer()

suite("RateLimits of a server on PostgreSQL", RateLimitsLaws.laws, Layer.provideMerge(servers(1), stores), runs)
suite("RateLimits of three servers on PostgreSQL", RateLimitsLaws.laws, Layer.provideMerge(servers(3), stores), runs)
