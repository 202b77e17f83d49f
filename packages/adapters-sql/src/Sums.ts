/** What intents add to counts, so that a group writes each row of them once. */
import type { Statement } from "better-sqlite3"

export type Key = ReadonlyArray<string | number>
export type Counts = ReadonlyArray<number>

export class Sums {
  private readonly rows = new Map<Statement, Map<string, { readonly key: Key; readonly counts: Counts }>>()
  private added: Array<readonly [Statement, Key, Counts]> = []

  /** Adds to the row of a key. The statement takes the key and then what is added to each of its counts. */
  add(upsert: Statement, key: Key, counts: Counts): void {
    this.added.push([upsert, key, counts])
  }

  /** What was added since is to be written. */
  keep(): void {
    for (const [upsert, key, counts] of this.added) {
      const ofStatement = this.rows.get(upsert) ?? new Map()
      this.rows.set(upsert, ofStatement)
      const name = key.join()
      const before = ofStatement.get(name)?.counts
      ofStatement.set(name, { key, counts: counts.map((count, nth) => count + (before?.[nth] ?? 0)) })
    }
    this.added = []
  }

  /** What was added since never was. */
  drop(): void {
    this.added = []
  }

  write(): void {
    for (const [upsert, ofStatement] of this.rows)
      for (const { counts, key } of ofStatement.values()) upsert.run(...key, ...counts)
  }

  clear(): void {
    this.rows.clear()
    this.added = []
  }
}
