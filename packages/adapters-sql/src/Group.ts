/**
 * Group commit: many concurrent intents, one transaction, one fsync.
 *
 * Intents are synchronous functions on the one write connection. Those that are waiting when the event loop comes
 * round are decided in one transaction; each caller hears of its own only after the commit. An intent once queued is
 * decided, whether its caller still waits or not. One that fails leaves nothing of what it wrote, and all else stands.
 */
import { StorageUnavailable } from "@nexio/core"
import type { Database, Statement } from "better-sqlite3"
import { Effect, Exit } from "effect"
import { type Counts, type Key, Sums } from "./Sums.ts"

/** Decides and writes; a failure undoes what it wrote, and nothing else of the group. It may run more than once. */
export type Intent<A, E> = () => Exit.Exit<A, E>

interface Queued {
  readonly intent: Intent<any, any>
  readonly hot: boolean
  readonly resume: (exit: Exit.Exit<any, any>) => void
}

/** The most intents in one transaction, so that the first of many does not wait for the last. */
const largest = 1_000

export class Group {
  private readonly waiting: Array<Queued> = []
  private readonly sums = new Sums()
  /** What hot intents have read since an intent of another kind; nothing while one of those is decided. */
  private known: Map<string, unknown> | undefined
  private readonly begin: Statement
  private readonly commit: Statement
  private readonly rollback: Statement
  private readonly savepoint: Statement
  private readonly release: Statement
  private readonly rollbackTo: Statement
  private readonly db: Database

  constructor(db: Database) {
    this.db = db
    this.begin = db.prepare("begin immediate")
    this.commit = db.prepare("commit")
    this.rollback = db.prepare("rollback")
    this.savepoint = db.prepare("savepoint intent")
    this.release = db.prepare("release intent")
    this.rollbackTo = db.prepare("rollback to intent")
  }

  /** Queues an intent, to be decided in a savepoint of its own; ends after the commit of its group. */
  write<A, E>(intent: Intent<A, E>): Effect.Effect<A, E | StorageUnavailable> {
    return this.queue(intent, false)
  }

  /**
   * The same for an intent that refuses before it writes, and writes nothing that is read {@link once}. It has no
   * savepoint: where one throws, the whole group is decided anew, each in its own.
   */
  writeHot<A, E>(intent: Intent<A, E>): Effect.Effect<A, E | StorageUnavailable> {
    return this.queue(intent, true)
  }

  /** What a key stands for: read once for the hot intents that follow each other in a group. */
  once<A>(key: string, read: () => A): A {
    if (this.known === undefined) return read()
    if (!this.known.has(key)) this.known.set(key, read())
    return this.known.get(key) as A
  }

  /** Adds to counts if the intent succeeds: before the commit, with one statement for all of the group. */
  add(upsert: Statement, key: Key, counts: Counts): void {
    this.sums.add(upsert, key, counts)
  }

  /** Decides whatever is queued; for the close of the connection. */
  readonly flush = (): void => {
    while (this.waiting.length > 0) this.next()
  }

  /** What its callers queue once they have heard goes into a later group, together with what came in meanwhile. */
  private readonly next = (): void => {
    const group = this.waiting.splice(0, largest)
    if (group.length === 0) return
    const exits = this.decide(group)
    if (this.waiting.length > 0) setImmediate(this.next)
    group.forEach(({ resume }, index) => {
      resume(exits[index] ?? unavailable())
    })
  }

  private queue<A, E>(intent: Intent<A, E>, hot: boolean): Effect.Effect<A, E | StorageUnavailable> {
    return Effect.callback<A, E | StorageUnavailable>((resume) => {
      this.waiting.push({ intent, hot, resume })
      if (this.waiting.length === 1) setImmediate(this.next)
    })
  }

  private decide(group: ReadonlyArray<Queued>): ReadonlyArray<Exit.Exit<any, any>> {
    try {
      return this.commitAll(group, true) ?? this.commitAll(group, false) ?? []
    } catch (cause) {
      // Nothing of the group is committed: SQLite gave up the transaction, or refused to commit it.
      this.giveUp()
      return group.map(() => unavailable(cause))
    }
  }

  /** Gives nothing, and nothing is written, where a hot intent has thrown that was trusted to do without a savepoint. */
  private commitAll(group: ReadonlyArray<Queued>, trusting: boolean): ReadonlyArray<Exit.Exit<any, any>> | undefined {
    this.begin.run()
    this.sums.clear()
    this.known = new Map()
    const exits: Array<Exit.Exit<any, any>> = []
    for (const { hot, intent } of group) {
      if (!hot) this.known = undefined
      const exit = trusting && hot ? trust(intent) : this.decideOne(intent)
      if (!this.db.inTransaction) throw new Error("SQLite gave up the transaction", { cause: exit })
      if (exit === undefined) {
        this.rollback.run()
        return undefined
      }
      if (Exit.isSuccess(exit)) this.sums.keep()
      else this.sums.drop()
      this.known ??= new Map()
      exits.push(exit)
    }
    this.sums.write()
    this.commit.run()
    return exits
  }

  /** Its callers hear in any case; where even this fails, the next group cannot begin and tells its own. */
  private giveUp(): void {
    try {
      if (this.db.inTransaction) this.rollback.run()
    } catch {}
  }

  private decideOne(intent: Intent<any, any>): Exit.Exit<any, any> {
    this.savepoint.run()
    const exit = attempt(intent)
    if (!this.db.inTransaction) return exit
    if (Exit.isFailure(exit)) this.rollbackTo.run()
    this.release.run()
    return exit
  }
}

const trust = (intent: Intent<any, any>): Exit.Exit<any, any> | undefined => {
  try {
    return intent()
  } catch {
    return undefined
  }
}

const attempt = (intent: Intent<any, any>): Exit.Exit<any, any> => {
  try {
    return intent()
  } catch (cause) {
    return isSqliteError(cause) ? unavailable(cause) : Exit.die(cause)
  }
}

/** Whether a failure is the database's: everything that better-sqlite3 throws about a statement. */
export const isSqliteError = (cause: unknown): boolean => cause instanceof Error && cause.name === "SqliteError"

const unavailable = (cause?: unknown): Exit.Exit<never, StorageUnavailable> =>
  Exit.fail(new StorageUnavailable({ cause }))
