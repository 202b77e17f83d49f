import type { Replay } from "@nexio/core"
import { Effect } from "effect"
import { inStores, type StoreSet } from "./Fault.ts"
import { turns } from "./Listed.ts"
import { seenRuns } from "./Seen.ts"

type Runs = StoreSet["runs"]

/** Asks for another selection, and decides on what `look` makes of what was found. */
const selecting = (
  { runs }: StoreSet,
  select: (selection: Replay.Selection) => Replay.Selection,
  look: (found: Replay.Replayable) => Replay.Replayable = (found) => found
): Partial<StoreSet> => ({
  runs: {
    ...runs,
    replay: (orgId, selection, decide, remember) =>
      runs.replay(orgId, select(selection), (found) => decide(look(found)), remember)
  }
})

/** A selection by time, otherwise than it was asked for. */
const byTime =
  (as: (selection: Exclude<Replay.Selection, { readonly ids: unknown }>) => Replay.Selection) =>
  (selection: Replay.Selection): Replay.Selection =>
    "ids" in selection ? selection : as(selection)

const same = (selection: Replay.Selection) => selection

const answering = ({ runs }: StoreSet, as: (replayed: Replay.Replayed) => Replay.Replayed): Partial<StoreSet> => {
  const replay: Runs["replay"] = (orgId, selection, decide, remember) =>
    Effect.map(runs.replay(orgId, selection, decide, remember), as)
  return { runs: { ...runs, replay } }
}

export const faults = inStores("RunStore", [
  {
    name: "replays the newest of a time first",
    breaks: "Runs are replayed oldest first (5, replays).",
    wrap: (right) => selecting(right, same, (found) => ({ ...found, originals: found.originals.toReversed() }))
  },
  {
    name: "takes created_before as inclusive",
    breaks: "created_before is exclusive (3, Lists).",
    wrap: (right) =>
      selecting(
        right,
        byTime((one) => ({ ...one, createdBefore: one.createdBefore + 1 }))
      )
  },
  {
    name: "takes created_after as exclusive",
    breaks: "created_after is inclusive (3, Lists).",
    wrap: (right) =>
      selecting(
        right,
        byTime((one) => ({ ...one, createdAfter: one.createdAfter + 1 }))
      )
  },
  {
    name: "replays runs of any status",
    breaks: "A status that is asked for is the only one that is replayed (5, replays).",
    wrap: (right) =>
      selecting(
        right,
        byTime(({ status: _status, ...one }) => one)
      )
  },
  {
    name: "begins each page at the beginning",
    breaks: "A page goes on after the one before (5, replays; next_cursor).",
    wrap: (right) =>
      selecting(
        right,
        byTime(({ after: _after, ...one }) => one)
      )
  },
  {
    name: "replays one more than the limit",
    breaks: "No more than the limit is replayed at once (5, replays).",
    wrap: (right) =>
      selecting(
        right,
        byTime((one) => ({ ...one, limit: one.limit + 1 }))
      )
  },
  {
    name: "says nothing of runs that are left",
    breaks: "next_cursor is absent on the last page alone (3, Lists).",
    wrap: (right) => answering(right, ({ runs }) => ({ runs }))
  },
  {
    name: "finds no runs of deleted environments",
    breaks: "Runs of deleted environments can be replayed (5, replays).",
    wrap: (right) =>
      selecting(right, same, (found) => {
        const active = found.environments.map(({ id }) => id)
        return { ...found, originals: found.originals.filter(({ environmentId }) => active.includes(environmentId)) }
      })
  },
  {
    name: "forgets which run a replay repeats",
    breaks: "A replay says which run it is of (5, replay_of).",
    wrap: ({ runs }) => ({ runs: seenRuns(runs, ({ replayOf: _replayOf, ...run }) => run as typeof run & never) })
  },
  {
    name: "forgets the metadata of what it replays",
    breaks: "Inputs, offerings, metadata and engine are submitted anew (5, replays).",
    wrap: ({ runs }) => ({
      runs: seenRuns(runs, (run) => {
        const { metadata: _metadata, ...rest } = run
        return run.replayOf === undefined ? run : (rest as typeof run)
      })
    })
  },
  {
    name: "replays again where a request is repeated",
    breaks: "A repeated request has one effect (3, Idempotency-Key).",
    wrap: ({ runs }) => ({
      runs: { ...runs, replay: (orgId, selection, decide) => runs.replay(orgId, selection, decide) }
    })
  },
  {
    name: "replays those runs that there are where one is unknown",
    breaks: "One unknown id is 404 and nothing happens (5, replays).",
    wrap: ({ runs }) => ({
      runs: {
        ...runs,
        replay: (orgId, selection, decide, remember) =>
          Effect.catchTag(
            runs.replay(orgId, selection, decide, remember) as ReturnType<Runs["replay"]>,
            "RunNotFound" as never,
            () => Effect.succeed({ runs: [] })
          ) as never
      }
    })
  },
  {
    name: "reads the environments before it locks the org",
    breaks: "Nothing of a deleted environment is queued (5, DELETE /environments).",
    wrap: ({ environments, runs }) => ({
      runs: {
        ...runs,
        replay: Effect.fnUntraced(function* (orgId, selection, decide, remember) {
          const { environments: before } = yield* environments.tenancy(orgId)
          yield* turns(3)
          return yield* runs.replay(orgId, selection, (found) => decide({ ...found, environments: before }), remember)
        })
      }
    })
  }
])
