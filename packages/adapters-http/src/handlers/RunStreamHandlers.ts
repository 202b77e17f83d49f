/**
 * Live updates by looking: each second a stream reads the newest runs of what it is about, and tells of those that are
 * not as it told before. So it does not matter which server a run changes on, and where nobody listens nothing is read.
 */
import { Instant, Principal, type Run, RunJson, Runs, Sessions } from "@nexio/core"
import { Duration, Effect, Schema, Stream } from "effect"
import { HttpServerResponse } from "effect/http"
import { HttpApiBuilder } from "effect/http-api"
import { Visitor } from "../api/Access.ts"
import { NexioApi } from "../api/NexioApi.ts"
import { contentType } from "../api/RunStreamApi.ts"
import { TooManyStreams } from "../api/Unacceptable.ts"
import * as BothFaces from "./BothFaces.ts"

const encode = Schema.encodeSync(Schema.Array(RunJson.RunAsListed))

/** How many runs it looks at: the newest. */
const newest = { limit: 100 }

/** How many streams a session has at once. */
const most = 5

const period = Duration.seconds(1)

/** Something is sent at least so often, so that no proxy takes it for dead. */
const silence = 15 * Instant.second

/** How long a stream lasts: whoever goes on is admitted anew. */
const lasting = 5 * Instant.minute

interface Told {
  readonly texts: ReadonlyMap<string, string>
  readonly at: Instant.Instant
}

/** `stopping` returns when the server stops, which waits for no stream. */
export const layer = (stopping: Effect.Effect<void> = Effect.never) =>
  HttpApiBuilder.group(
    NexioApi,
    "runStream",
    Effect.fnUntraced(function* (handlers) {
      const sessions = yield* Sessions
      const runs = yield* Runs
      const callerOf = yield* BothFaces.calling
      const open = new Map<string, number>()

      return handlers.handle(
        "runs",
        Effect.fnUntraced(function* (asked) {
          const { session } = yield* Visitor
          const reach = Principal.reach(yield* callerOf(asked))
          if ((open.get(session.hash) ?? 0) >= most) return yield* new TooManyStreams({ most, retryAfter: 60 })
          const begunAt = yield* Instant.now

          const next = Effect.fnUntraced(function* (told: Told | undefined) {
            if (told !== undefined) yield* Effect.sleep(period)
            const at = yield* Instant.now
            // Of those that begin at once, too.
            if (told === undefined && (open.get(session.hash) ?? 0) > most) return undefined
            if (at - begunAt >= lasting || !(yield* sessions.goesOn(session))) return undefined
            const { items } = yield* runs.list(reach, {}, newest)
            const texts = textsOf(items)
            const changed = [...texts].filter(([id, text]) => told?.texts.get(id) !== text).map(([, text]) => text)
            if (told !== undefined && changed.length === 0) {
              const silent = at - told.at >= silence
              return [silent ? ": still here\n\n" : "", { texts, at: silent ? at : told.at }] as const
            }
            const events = changed.map((text) => `event: run\ndata: ${text}\n\n`)
            return [events.join("") || ": none yet\n\n", { texts, at }] as const
          })

          const counted = Effect.acquireRelease(
            Effect.sync(() => count(open, session.hash, 1)),
            () => Effect.sync(() => count(open, session.hash, -1))
          )
          const events = Stream.unwrap(
            Effect.as(counted, Stream.unfold<Told | undefined, string, unknown, never>(undefined, next))
          ).pipe(
            Stream.filter((text) => text !== ""),
            Stream.interruptWhen(stopping),
            // Storage is away: whoever listens comes again.
            Stream.catchCause(() => Stream.empty),
            Stream.encodeText
          )
          return HttpServerResponse.stream(events, { contentType, headers: { "x-accel-buffering": "no" } })
        })
      )
    })
  )

/** Each run as it is told, by its id. */
const textsOf = (runs: ReadonlyArray<Run.RunSummary>): ReadonlyMap<string, string> =>
  new Map(encode(runs).map((run) => [run.run_id, JSON.stringify(run)]))

const count = (open: Map<string, number>, hash: string, by: number): void => {
  const streams = (open.get(hash) ?? 0) + by
  if (streams === 0) open.delete(hash)
  else open.set(hash, streams)
}
