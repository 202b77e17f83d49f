/**
 * Batches: many concurrent intents, one transaction on PostgreSQL.
 *
 * What waits while a batch is under way goes together in the next, so batches grow with the load and nothing waits
 * where there is none. One that is slow holds the others up for a moment only. Each caller hears of its own intent
 * only after the commit of its batch, and once the next is on its way: the database works while callers go on.
 */
import type { PgConnection, PgPool } from "@effect/sql-pg"
import { StorageUnavailable } from "@nexio/core"
import { Cause, Duration, Effect, Exit, FiberSet, Option, Order, type Scope } from "effect"
import type { SqlError } from "effect/sql"

export interface BatchOptions<Intent, Answer, E> {
  /**
   * Carries out the intents on a session that nobody else uses, and commits. Gives how each went, in their order; what
   * fails is rolled back.
   */
  readonly perform: (
    session: PgConnection.PgConnection,
    intents: ReadonlyArray<Intent>
  ) => Effect.Effect<ReadonlyArray<Exit.Exit<Answer, E>>, SqlError.SqlError>
  /**
   * Where an intent's rows stand in the order in which all batches lock theirs; it begins with their org. Default: the
   * order of arrival.
   */
  readonly order?: ((intent: Intent) => string) | undefined
  /** The most intents in one batch. Default: 256. */
  readonly largest?: number
  /**
   * How long an intent may take, half of it until its batch begins. Then its caller hears that the outcome is unknown,
   * and its batch is undone. Default: 8 s.
   */
  readonly patience?: Duration.Duration
}

interface Queued<Intent, Answer, E> {
  readonly intent: Intent
  /** As {@link BatchOptions.order} has it; of all the same where there is none. */
  readonly place: string
  /** When it was queued, in milliseconds of a clock that only goes on. */
  readonly since: number
  readonly resume: (exit: Exit.Exit<Answer, E | StorageUnavailable>) => void
}

const byPlace = Order.mapInput(Order.String, ({ place }: { readonly place: string }) => place)

/** The most batches of a kind at once. */
const concurrency = 3

/** How long a batch is given before another begins beside it, in milliseconds. */
const headStart = 25

/** How long a session is given to undo what failed. One that does not answer is given up. */
const undoing = Duration.seconds(1)

/** Gives what queues an intent and ends after the commit of its batch. */
export const make = Effect.fnUntraced(function* <Intent, Answer, E = never>(
  pool: PgPool.PgPool,
  { largest = 256, order, patience = Duration.seconds(8), perform }: BatchOptions<Intent, Answer, E>
): Effect.fn.Return<(intent: Intent) => Effect.Effect<Answer, E | StorageUnavailable>, never, Scope.Scope> {
  type Batch = ReadonlyArray<Queued<Intent, Answer, E>>
  const longest = Duration.toMillis(patience)
  const waiting: Array<Queued<Intent, Answer, E>> = []
  const batches = yield* FiberSet.make<void>()
  const run = yield* FiberSet.runtime(batches)<never>()
  let underWay = 0
  let coming = false
  let closed = false
  let latest: Batch | undefined
  let begunAt = 0

  const undo = (session: PgConnection.PgConnection): Effect.Effect<void> =>
    Effect.timeoutOrElse(Effect.ignore(session.query("rollback")), {
      duration: undoing,
      orElse: () => Effect.forkDetach(pool.invalidate(session))
    })

  /** Gives what tells those of the batch that have not heard yet. */
  const attempt = (batch: Batch): Effect.Effect<() => void> =>
    pool
      .use((session) =>
        Effect.onError(
          perform(
            session,
            batch.map(({ intent }) => intent)
          ),
          () => undo(session)
        )
      )
      .pipe(
        Effect.map((exits) => () => tell(batch, (index) => exits[index] ?? unknown())),
        Effect.catchCause((cause) =>
          // One that the database cannot take fails alone, and not with those that it happened to go with.
          batch.length > 1 && !lost(cause)
            ? Effect.as(Effect.forEach(split(batch), attemptPart, { discard: true, concurrency }), () => {})
            : Effect.succeed(() =>
                tell(batch, () => (Cause.hasDies(cause) ? Exit.failCause(defect(cause)) : unknown(cause)))
              )
        )
      )

  const attemptPart = (part: Batch): Effect.Effect<void> => Effect.map(attempt(part), (told) => told())

  const begin = (batch: Batch): void => {
    underWay += 1
    latest = batch
    begunAt = performance.now()
    const slow = setTimeout(start, headStart)
    run(
      Effect.onExit(
        Effect.timeoutOption(attempt(batch), longest - (begunAt - Math.min(...batch.map(({ since }) => since)))),
        (exit) =>
          Effect.sync(() => {
            clearTimeout(slow)
            underWay -= 1
            // Once it is over, nothing goes after it any more.
            if (batch === latest) begunAt = Number.NEGATIVE_INFINITY
            if (!isAhead()) start()
            // Whoever was told already does not hear that the outcome is unknown.
            const told =
              Exit.isSuccess(exit) && Option.isSome(exit.value) ? exit.value.value : () => tell(batch, () => unknown())
            // What has just begun is sent in this turn of the event loop, and first.
            if (batch === latest) told()
            else setImmediate(told)
          })
      )
    )
  }

  /** Whether the latest batch has its head start still, and what waits goes after it. */
  const isAhead = (): boolean => underWay > 0 && performance.now() - begunAt < headStart

  /** Begins a batch of what waits, beside those that are slow. */
  const start = (): void => {
    coming = false
    if (underWay >= concurrency) return
    const late = performance.now() - longest / 2
    const inTime = waiting.findIndex(({ since }) => since >= late)
    tell(waiting.splice(0, inTime < 0 ? waiting.length : inTime), () => unknown())
    if (waiting.length > 0) begin(waiting.splice(0, largest).toSorted(byPlace))
  }

  /** By org, since what one waits for is nobody else's; and those of one org one by one. */
  const split = (batch: Batch): ReadonlyArray<Batch> => {
    const byOrg = Map.groupBy(batch, ({ place }) => place.split(" ", 1)[0])
    return byOrg.size > 1 ? [...byOrg.values()] : batch.map((one) => [one])
  }

  // What is queued when the database closes is still written.
  yield* Effect.addFinalizer(() =>
    Effect.sync(start).pipe(
      Effect.andThen(Effect.timeoutOption(FiberSet.awaitEmpty(batches), patience)),
      Effect.andThen(
        Effect.sync(() => {
          closed = true
          tell(waiting.splice(0), () => unknown())
        })
      )
    )
  )

  return (intent) =>
    Effect.callback((resume) => {
      if (closed) return resume(unknown())
      waiting.push({ intent, place: order?.(intent) ?? "", since: performance.now(), resume })
      if (coming || isAhead()) return
      coming = true
      // What others queue in the same turn goes along.
      setImmediate(start)
    })
})

const tell = <Intent, Answer, E>(
  batch: ReadonlyArray<Queued<Intent, Answer, E>>,
  exitOf: (index: number) => Exit.Exit<Answer, E | StorageUnavailable>
): void => {
  for (const [index, { resume }] of batch.entries()) resume(exitOf(index))
}

const unknown = (cause?: unknown): Exit.Exit<never, StorageUnavailable> => Exit.fail(new StorageUnavailable({ cause }))

/** A defect, which is whose intent it is and nobody's else. */
const defect = (cause: Cause.Cause<unknown>): Cause.Cause<never> => Cause.die(Cause.squash(cause))

/** Whether the session was lost: then a commit that was sent may have happened, and nothing is repeated. */
const lost = (cause: Cause.Cause<SqlError.SqlError>): boolean =>
  cause.reasons.some((reason) => reason._tag === "Fail" && isLoss(reason.error.reason))

/** The connection broke, or an operator ended it (class 57P of PostgreSQL's codes). */
const isLoss = ({ _tag, cause }: SqlError.SqlErrorReason): boolean =>
  _tag === "ConnectionError" || String((cause as { readonly code?: unknown } | undefined)?.code).startsWith("57P")
