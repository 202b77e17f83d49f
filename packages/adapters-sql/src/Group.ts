/**
 * Group commit: many concurrent intents, one transaction, one fsync.
 *
 * Intents are synchronous functions on the one write connection. Those that are waiting when the event loop comes
 * round are decided in one transaction, each inside a savepoint of its own; each caller hears of its own only after
 * the commit. An intent once queued is decided, whether its caller still waits or not.
 */
import { StorageUnavailable } from "@nexio/core"
import type { Database, Statement } from "better-sqlite3"
import { Effect, Exit } from "effect"

/** Decides and writes; a failure undoes what it wrote, and nothing else of the group. */
export type Intent<A, E> = () => Exit.Exit<A, E>

interface Waiting {
  readonly intent: Intent<any, any>
  readonly resume: (exit: Exit.Exit<any, any>) => void
}

/** The most intents in one transaction, so that the first of many does not wait for the last. */
const largest = 1_000

export class Group {
  private readonly waiting: Array<Waiting> = []
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

  /** Queues an intent; ends after the commit of its group. */
  write<A, E>(intent: Intent<A, E>): Effect.Effect<A, E | StorageUnavailable> {
    return Effect.callback<A, E | StorageUnavailable>((resume) => {
      this.waiting.push({ intent, resume })
      if (this.waiting.length === 1) setImmediate(this.next)
    })
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

  private decide(group: ReadonlyArray<Waiting>): ReadonlyArray<Exit.Exit<any, any>> {
    try {
      this.begin.run()
      const exits: Array<Exit.Exit<any, any>> = []
      for (const { intent } of group) exits.push(this.decideOne(intent))
      this.commit.run()
      return exits
    } catch (cause) {
      // Nothing of the group is committed: SQLite gave up the transaction, or refused to commit it.
      this.giveUp()
      return group.map(() => unavailable(cause))
    }
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
    if (!this.db.inTransaction) throw new Error("SQLite gave up the transaction", { cause: exit })
    if (Exit.isFailure(exit)) this.rollbackTo.run()
    this.release.run()
    return exit
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
