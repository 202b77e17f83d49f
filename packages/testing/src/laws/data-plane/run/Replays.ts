/** Runs that are submitted anew elsewhere: all that were asked for or none, as their originals were asked. */
import assert from "node:assert/strict"
import { type Id, Instant, Replay, type Run, RunStore } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import * as arbitrary from "../../../arbitraries/index.ts"
import { type Law, law } from "../../Law.ts"
import { originAt } from "../../Origins.ts"
import type { Stores } from "../../Stores.ts"
import { same, sameSet, tagOf } from "../Answers.ts"
import { found, removeEnvironment, scopeOf } from "../Founded.ts"
import { idOf, Minted } from "../Minted.ts"
import { claimRuns, counted, counts, listedRuns } from "../Observed.ts"
import { after, together, wait } from "../Turns.ts"
import { endRuns, queued } from "../Work.ts"

const start = Date.UTC(2027, 0, 1)
const later = start + Instant.hour

/** The key that asks for replays. */
const apiKeyId = idOf<Id.ApiKeyId>(start, 0xffff)

/** Replays a selection, with ids from a block of their own. */
const replay = (
  ids: Minted,
  org: Pick<Run.Run, "orgId">,
  selection: Replay.Selection,
  { at = later, into = "dev" }: { readonly at?: Instant.Instant; readonly into?: string } = {},
  key?: string
) => {
  const block = ids.block()
  const remember = key === undefined ? undefined : rememberBy(org.orgId, key, at)
  return RunStore.use((runs) =>
    runs.replay(
      org.orgId,
      selection,
      (found) => Replay.replay(found, { into, selection, apiKeyId }, originAt(at), (nth) => idOf(at, block + nth)),
      remember
    )
  )
}

const rememberBy = (orgId: Run.Run["orgId"], key: string, at: Instant.Instant) => ({
  orgId,
  scope: "POST replays",
  key,
  fingerprint: "body",
  at,
  answer: ({ runs }: Replay.Replayed) => JSON.stringify(runs)
})

const asked = fc.record(
  {
    input: arbitrary.jsonObject,
    offerings: fc.array(arbitrary.jsonObject, { maxLength: 2 }),
    metadata: arbitrary.metadata
  },
  { requiredKeys: ["input"] }
)

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "replays runs of any environment of the org, deleted ones too, with what they were asked, queued and counted in the target alone",
    guards: "A replay asks something else than production did, shows up in production's usage, or is never executed.",
    given: fc.array(fc.tuple(asked, fc.constantFrom(0, 1, 2)), { minLength: 1, maxLength: 5 }),
    holds: Effect.fnUntraced(function* (given) {
      const ids = new Minted()
      const runs = yield* RunStore
      const environments = yield* found(ids, start, ["dev", "gone"])
      const [live, dev, gone] = environments
      const originals: Array<Run.Run> = []
      for (const [asked, nth] of given) {
        originals.push(yield* runs.submit(queued(ids, environments[nth]!, start, asked)))
      }
      yield* removeEnvironment(gone!, start + 1)
      const before = yield* Effect.forEach([live, gone!], ({ id, orgId }) => counted(orgId, id))
      const listed = yield* listedRuns(scopeOf(live))
      const chosen = originals.toReversed()
      const replayed = yield* replay(ids, live, { ids: chosen.map(({ id }) => id) })
      same(
        "Which were replayed",
        replayed.runs.map(({ replayOf }) => replayOf),
        chosen.map(({ id }) => id)
      )
      same("More of them", replayed.next, undefined)
      for (const [nth, { id }] of replayed.runs.entries()) {
        const { input, metadata, offerings, release } = chosen[nth]!
        const expected = {
          ...queued(ids, dev!, later, { id, input, apiKeyId }),
          release,
          replayOf: chosen[nth]!.id,
          ...(offerings === undefined ? {} : { offerings }),
          ...(metadata === undefined ? {} : { metadata })
        }
        same("A replay", yield* runs.find(scopeOf(dev!), id), expected)
        // Keys of objects keep their order.
        same("Its input's text", JSON.stringify((yield* runs.find(scopeOf(dev!), id)).input), JSON.stringify(input))
      }
      same("The runs of live", yield* listedRuns(scopeOf(live)), listed)
      same(
        "What is counted elsewhere",
        yield* Effect.forEach([live, gone!], ({ id, orgId }) => counted(orgId, id)),
        before
      )
      const own = originals.filter(({ environmentId }) => environmentId === dev!.id).length
      same(
        "What is counted in the target",
        yield* counted(dev!.orgId, dev!.id),
        counts({ runsSubmitted: own + given.length })
      )
      const claimed = (yield* claimRuns(later)).map(({ run }) => run.id)
      for (const { id } of replayed.runs) assert.ok(claimed.includes(id), "a replay is executed")
    })
  }),
  law({
    name: "replays none where one is unknown, another org's, or refused",
    guards: "A request that was answered with an error submitted some of its runs, or an org replays another one's.",
    given: fc.record({ own: fc.nat({ max: 3 }), foreign: fc.boolean() }),
    holds: Effect.fnUntraced(function* ({ foreign, own }) {
      const ids = new Minted()
      const runs = yield* RunStore
      const [live, dev] = yield* found(ids, start, ["dev"])
      const [other] = yield* found(ids, start, ["dev"])
      const mine = yield* Effect.forEach(Array.from({ length: own }), () => runs.submit(queued(ids, live, start)))
      const theirs = yield* runs.submit(queued(ids, other, start))
      const wrong = foreign ? theirs.id : ids.next<Run.Run["id"]>(start)
      const selection = { ids: [...mine.map(({ id }) => id), wrong] }
      same("The answer", yield* tagOf(replay(ids, live, selection)), "RunNotFound")
      same("Into nothing", yield* tagOf(replay(ids, live, { ids: [] }, { into: "nowhere" })), "EnvironmentNotFound")
      same("Into live", yield* tagOf(replay(ids, live, { ids: [] }, { into: "live" })), "WrongEnvironmentKind")
      same("The runs of the target", yield* listedRuns(scopeOf(dev!)), [])
      same("What is counted there", yield* counted(dev!.orgId, dev!.id), counts({}))
    })
  }),
  law({
    name: "replays the runs of a time oldest first, each once, whatever is asked for at once, and only those of the status",
    guards: "Whoever repeats a day of production misses runs of it, or has some twice.",
    given: fc.record({
      times: fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.boolean()), { maxLength: 7 }),
      from: fc.integer({ min: 0, max: 6 }),
      to: fc.integer({ min: 0, max: 7 }),
      completed: fc.boolean(),
      limit: fc.integer({ min: 1, max: 4 })
    }),
    holds: Effect.fnUntraced(function* ({ completed, from, limit, times, to }) {
      const ids = new Minted()
      const runs = yield* RunStore
      const [live, dev, other] = yield* found(ids, start, ["dev", "other"])
      const all: Array<readonly [id: string, time: number, completed: boolean]> = []
      for (const [time, ends] of times.filter(([, ends]) => ends)) {
        const [end] = yield* endRuns(ids, live, start + time)
        all.push([end!.run.id, time, ends])
      }
      for (const [time] of times.filter(([, ends]) => !ends)) {
        all.push([(yield* runs.submit(queued(ids, live, start + time))).id, time, false])
      }
      yield* runs.submit(queued(ids, other!, start + from))
      const expected = all
        .filter(([, time, ends]) => time >= from && time < to && (!completed || ends))
        .map(([id]) => id)
        .toSorted()
      const seen: Array<string> = []
      let position: string | undefined
      do {
        const replayed: Replay.Replayed = yield* replay(ids, live, {
          environmentId: live.id,
          createdAfter: start + from,
          createdBefore: start + to,
          limit,
          after: position,
          ...(completed ? { status: "completed" as const } : {})
        })
        seen.push(...replayed.runs.map(({ replayOf }) => replayOf))
        assert.ok(replayed.runs.length <= limit, "no more than were asked for")
        assert.ok(seen.length <= all.length, "a selection comes to an end")
        position = replayed.next
      } while (position !== undefined)
      same("Which were replayed", seen, expected)
      sameSet(
        "What the target has",
        (yield* listedRuns(scopeOf(dev!))).map(({ replayOf }) => replayOf),
        expected
      )
    })
  }),
  law({
    name: "replays once for each key, and not at all in an environment that is deleted at the same time",
    guards: "A repeated request doubles a thousand runs, or runs are queued for ever where nobody can see them.",
    given: fc.record({ count: fc.integer({ min: 1, max: 3 }), removal: wait, replays: fc.tuple(wait, wait) }),
    holds: Effect.fnUntraced(function* ({ count, removal, replays }) {
      const ids = new Minted()
      const runs = yield* RunStore
      const [live, dev] = yield* found(ids, start, ["dev"])
      const originals = yield* Effect.forEach(Array.from({ length: count }), () =>
        runs.submit(queued(ids, live, start))
      )
      const selection = { ids: originals.map(({ id }) => id) }
      const [answers] = yield* Effect.all(
        [
          Effect.forEach(replays, (wait) => after(wait, tagOf(replay(ids, live, selection, {}, "key"))), together),
          after(removal, removeEnvironment(dev!, later + 1))
        ],
        together
      )
      const done = answers.filter((answer) => answer === "done").length
      assert.ok(done <= 1, `done ${done} times`)
      for (const answer of answers) assert.ok(["done", "Replayed", "EnvironmentNotFound"].includes(answer), answer)
      const left = yield* listedRuns(scopeOf(dev!))
      same("How many there are", left.length, done * count)
      for (const run of left) same("How each ended", [run.status, run.error], ["failed", "environment_deleted"])
      const ended = counts({ runsSubmitted: done * count, runsFailed: done * count })
      same("What is counted", yield* counted(dev!.orgId, dev!.id), ended)
    })
  })
]
