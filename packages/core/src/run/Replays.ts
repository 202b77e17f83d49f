import { Context, Effect, Layer, Metric } from "effect"
import type { OrgSuspended } from "../api-key/Authentication.ts"
import type { Principal } from "../api-key/Principal.ts"
import * as Origin from "../audit/Origin.ts"
import type { InvalidEngineVersion } from "../engine/VersionRequest.ts"
import type { WrongEnvironmentKind } from "../environment/Clone.ts"
import type { EnvironmentNotFound } from "../environment/Environment.ts"
import { Ids, type RunId } from "../id/Id.ts"
import type { IdempotencyConflict, Remember, Replayed } from "../idempotency/Idempotency.ts"
import type { OrgNotFound } from "../org/Org.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import { Wakeups } from "../work/Wakeups.ts"
import * as WorkMetrics from "../work/WorkMetrics.ts"
import * as Replay from "./Replay.ts"
import type { RunNotFound } from "./Run.ts"
import { RunStore } from "./RunStore.ts"

/** The use case of replays. */
export class Replays extends Context.Service<
  Replays,
  {
    /** Submits the selected runs anew in the environment of the slug `into`; see {@link Replay.replay}. */
    readonly replay: (
      caller: Principal,
      into: string,
      selection: Replay.Selection,
      remember?: Remember<Replay.Replayed>
    ) => Effect.Effect<
      Replay.Replayed,
      | OrgSuspended
      | EnvironmentNotFound
      | RunNotFound
      | InvalidEngineVersion
      | WrongEnvironmentKind
      | OrgNotFound
      | Replayed
      | IdempotencyConflict
      | StorageUnavailable
    >
  }
>()("@nexio/core/run/Replays") {
  static readonly layer = Layer.effect(
    Replays,
    Effect.gen(function* () {
      const store = yield* RunStore
      const wakeups = yield* Wakeups
      const ids = yield* Ids
      return Replays.of({
        replay: Effect.fn("Replays.replay")(function* ({ apiKeyId, orgId }, into, selection, remember) {
          const origin = yield* Origin.now
          // How many there will be is known when it is decided, which can be more than once.
          const minted: Array<RunId> = []
          const idOf = (nth: number): RunId => {
            while (minted.length <= nth) minted.push(ids.next<RunId>(origin.at))
            return minted[nth]!
          }
          const asked = { into, selection, apiKeyId }
          const replayed = yield* store.replay(
            orgId,
            selection,
            (found) => Replay.replay(found, asked, origin, idOf),
            remember
          )
          if (replayed.runs.length > 0) {
            yield* Metric.update(WorkMetrics.runsSubmitted, replayed.runs.length)
            yield* wakeups.wake("runs")
          }
          return replayed
        })
      })
    })
  )
}
