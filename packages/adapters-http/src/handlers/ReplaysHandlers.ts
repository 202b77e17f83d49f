import { Environments, Id, Page, type Principal, Replay, Replays, Run } from "@nexio/core"
import { Effect, Schema } from "effect"
import { Caller } from "../api/Access.ts"
import { type NewReplays, ReplaysJson } from "../api/ReplaysApi.ts"
import { type Fault, InvalidRequest } from "../api/Unacceptable.ts"
import * as BothFaces from "./BothFaces.ts"
import * as Once from "./Once.ts"
import * as PathId from "./PathId.ts"

type Asked = typeof NewReplays.Type

const encode = Schema.encodeSync(ReplaysJson)
const replayed = { status: 202, encode: (replayed: Replay.Replayed) => encode(shown(replayed)) }

export const layer = BothFaces.group(
  "replays",
  Effect.fnUntraced(function* (handlers) {
    const environments = yield* Environments
    const replays = yield* Replays
    const once = yield* Once.make

    const selectionOf = Effect.fnUntraced(function* (caller: Principal.Principal, asked: Asked) {
      const details = faultsOf(asked)
      if (details.length > 0) return yield* new InvalidRequest({ details })
      const {
        created_after = 0,
        created_before = 0,
        cursor,
        from = "",
        limit = Replay.maxRuns,
        run_ids,
        status
      } = asked
      if (run_ids !== undefined) return { ids: yield* Effect.forEach(run_ids, idOf) }
      const environmentId = yield* environments.select(caller, from).pipe(
        // It was named in the body, not in the path.
        Effect.catchTag("EnvironmentNotFound", ({ message }) =>
          Effect.fail(new InvalidRequest({ details: [{ path: "from", message }] }))
        )
      )
      if (environmentId === "all") {
        return yield* new InvalidRequest({ details: [{ path: "from", message: "Name one environment." }] })
      }
      return { environmentId, createdAfter: created_after, createdBefore: created_before, status, limit, after: cursor }
    })

    return handlers.handle(
      "replay",
      Effect.fnUntraced(function* (asked) {
        const caller = yield* Caller
        const selection = yield* selectionOf(caller, asked.payload)
        return yield* once(asked, caller, replayed, (remember) =>
          Effect.map(replays.replay(caller, asked.params.slug, selection, remember), shown)
        )
      })
    )
  })
)

/** What is said beside what it does not go with, or is missing. */
const faultsOf = ({ run_ids, ...others }: Asked): ReadonlyArray<Fault> => {
  if (run_ids !== undefined) {
    return Object.keys(others).map((path) => ({ path, message: "It does not go with run_ids. Leave one of them out." }))
  }
  if (others.from === undefined) return [{ path: "run_ids", message: "Send run_ids, or from with a time." }]
  return (["created_after", "created_before"] as const)
    .filter((path) => others[path] === undefined)
    .map((path) => ({ path, message: "Required, but missing." }))
}

const idOf = (id: string) => PathId.parse(Id.RunId, id, () => new Run.RunNotFound())

const shown = ({ next, runs }: Replay.Replayed): typeof ReplaysJson.Type => ({
  data: runs.map(({ id, replayOf }) => ({ run_id: id, replay_of: replayOf })),
  ...(next === undefined ? {} : { next_cursor: Page.cursor(next) })
})
