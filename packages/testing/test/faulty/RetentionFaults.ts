/** Stores that empty or forget too much, too little, or too early. */
import { Instant, RetentionStore, RunStore } from "@nexio/core"
import { Context, Effect, Layer } from "effect"
import type { Stores } from "../../src/laws/index.ts"
import type { Memory } from "../../src/model/Memory.ts"
import type { Fault } from "./Fault.ts"

type Ports = Stores | RetentionStore | Memory

interface Kept {
  readonly retention: RetentionStore["Service"]
  readonly runs: RunStore["Service"]
}

const wrong = (
  name: string,
  breaks: string,
  wrap: (right: Kept) => { readonly [K in keyof Kept]?: Partial<Kept[K]> }
): Fault<Ports> => ({
  name,
  breaks,
  port: "RetentionStore",
  of: (right) =>
    Layer.effectContext(
      Effect.map(Effect.context<Ports>(), (context) => {
        const kept: Kept = { retention: Context.get(context, RetentionStore), runs: Context.get(context, RunStore) }
        const { retention, runs } = wrap(kept)
        return context.pipe(
          Context.add(RetentionStore, { ...kept.retention, ...retention }),
          Context.add(RunStore, { ...kept.runs, ...runs })
        )
      })
    ).pipe(Layer.provide(right))
})

export const faults: ReadonlyArray<Fault<Ports>> = [
  wrong("empties a day too early", "What ended after `before` is not touched.", ({ retention }) => ({
    retention: { empty: (asked) => retention.empty({ ...asked, before: asked.before + Instant.day }) }
  })),
  wrong("keeps what ended at that very instant", "What ended at `before` is due.", ({ retention }) => ({
    retention: { empty: (asked) => retention.empty({ ...asked, before: asked.before - 1 }) }
  })),
  wrong("empties as much at once as there is", "At most `limit` at once.", ({ retention }) => ({
    retention: { empty: (asked) => retention.empty({ ...asked, limit: 1_000 }) }
  })),
  wrong("empties nothing, and says that nothing is left", "What is due is emptied at last.", () => ({
    retention: { empty: () => Effect.succeed({ runs: 0, deliveries: 0 }) }
  })),
  wrong("says another time than that at which it emptied", "`at` is when it was emptied.", ({ retention }) => ({
    retention: { empty: (asked) => retention.empty({ ...asked, at: asked.before }) }
  })),
  wrong("takes the metadata along", "Metadata stays.", ({ runs }) => ({
    runs: {
      find: (scope, id) =>
        Effect.map(runs.find(scope, id), ({ metadata, ...run }) =>
          run.emptiedAt === undefined && metadata !== undefined ? { ...run, metadata } : run
        )
    }
  })),
  wrong("leaves the details of an error", "error_details is a body.", ({ runs }) => {
    const details = new Map<string, { readonly errorDetails: NonNullable<unknown> }>()
    return {
      runs: {
        finish: (claim, ending) => {
          if (ending.run.errorDetails != null) details.set(claim.id, { errorDetails: ending.run.errorDetails })
          return runs.finish(claim, ending)
        },
        find: (scope, id) => Effect.map(runs.find(scope, id), (run) => ({ ...run, ...details.get(id) }) as typeof run)
      }
    }
  }),
  wrong("counts what it emptied twice", "Gives how many were emptied.", ({ retention }) => ({
    retention: {
      empty: (asked) =>
        Effect.map(retention.empty(asked), ({ deliveries, runs }) => ({
          runs: Math.min(asked.limit, runs * 2),
          deliveries
        }))
    }
  })),
  wrong("forgets an hour too early", "An answer is remembered for 24 hours.", ({ retention }) => ({
    retention: { forget: (asked) => retention.forget({ ...asked, at: asked.at + Instant.hour }) }
  })),
  wrong("forgets nothing, and says that it did", "What is past its time is forgotten.", () => ({
    retention: { forget: () => Effect.succeed(0) }
  })),
  wrong("forgets all at once", "At most `limit` at once.", ({ retention }) => ({
    retention: { forget: (asked) => retention.forget({ ...asked, limit: 1_000 }) }
  }))
]
