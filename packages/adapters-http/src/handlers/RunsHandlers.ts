import { Engine, Id, Principal, Run, Runs, type StorageUnavailable, type Submission } from "@nexio/core"
import { Effect, Schema } from "effect"
import { Caller } from "../api/Access.ts"
import * as Listing from "../api/Listing.ts"
import { RunAsRead, SubmittedRun } from "../api/RunsApi.ts"
import { QueueUnavailable } from "../api/Unacceptable.ts"
import * as BothFaces from "./BothFaces.ts"
import * as Once from "./Once.ts"
import * as PathId from "./PathId.ts"

const submitted = { status: 202, encode: Schema.encodeSync(SubmittedRun) }
const cancelled = { status: 200, encode: Schema.encodeSync(RunAsRead) }

export const layer = BothFaces.group(
  "runs",
  Effect.fnUntraced(function* (handlers) {
    const runs = yield* Runs
    const once = yield* Once.make

    const submit = Effect.fnUntraced(function* (
      asked: Once.Repeatable & { readonly payload: Submission },
      engine: string
    ) {
      const caller = yield* Caller
      return yield* once(asked, caller, submitted, (remember) =>
        queued(runs.submit(caller, engine, asked.payload, remember))
      )
    })

    const find = Effect.fnUntraced(function* ({ params }: { readonly params: { readonly run_id: string } }) {
      const caller = yield* Caller
      return yield* runs.find(Principal.reach(caller), yield* idOf(params))
    })

    return handlers.handleAll({
      submitTo: (asked) => submit(asked, asked.params.engine_slug),
      submit: (asked) => submit(asked, Engine.defaultEngine),
      submitJob: (asked) => submit(asked, Engine.defaultEngine),
      get: find,
      getJob: find,
      list: Effect.fnUntraced(function* ({ query }) {
        const filter = {
          status: query.status,
          engine: query.engine,
          createdAfter: query.created_after,
          createdBefore: query.created_before
        }
        return Listing.answered(yield* runs.list(Principal.reach(yield* Caller), filter, Listing.requested(query)))
      }),
      cancel: Effect.fnUntraced(function* (asked) {
        const caller = yield* Caller
        const id = yield* idOf(asked.params)
        return yield* once(asked, caller, cancelled, (remember) => runs.cancel(caller, id, remember))
      })
    })
  })
)

const idOf = (params: { readonly run_id: string }) => PathId.parse(Id.RunId, params.run_id, () => new Run.RunNotFound())

/** A submission as its caller is told of it: what storage did not take is a run that was not queued. */
export const queued = <A, E, R>(
  submitted: Effect.Effect<A, E | StorageUnavailable, R>
): Effect.Effect<A, Exclude<E, StorageUnavailable> | QueueUnavailable, R> =>
  Effect.mapError(submitted, (error) =>
    (error as { readonly _tag?: unknown })._tag === "StorageUnavailable"
      ? new QueueUnavailable({ cause: error })
      : (error as Exclude<E, StorageUnavailable>)
  )
