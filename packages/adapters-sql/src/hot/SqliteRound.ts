/**
 * A round on SQLite: who has work is looked for one after the other in an index, each by one seek, so that no backlog
 * is walked, nor what suspended orgs have.
 */
import { type Id, Turns } from "@nexio/core"
import type { Database } from "better-sqlite3"

/** Where in an index somebody has work, as its row says. */
export interface Place {
  readonly org_id: Id.OrgId
  readonly environment_id: Id.EnvironmentId
}

/** What comes after a place: org, environment, and what follows them in the index. */
export type After = readonly [orgId: string, environmentId: string, rest: string]

/**
 * Greater than whatever follows an id. SQLite goes to the first row that is not less than where it seeks, and from there
 * on looks at each, so what it seeks is never there.
 */
export const end = "~"

/**
 * So many of the rows, in the order of the index that is named. SQLite prepares a statement anew at each call whose limit
 * is a parameter itself, or that says its order beside columns that equal one: six times what the rows cost.
 */
export const limit = "limit (select ?)"

export const scopeOf = (place: Place): Id.Scope => ({ orgId: place.org_id, environmentId: place.environment_id })

/** Gives places from after whoever had the last turn, once around; `next` says where to go on after one. */
export const prepare = (writer: Database) => {
  const anySuspended = writer.prepare<[], unknown>("select 1 from orgs where suspended_at is not null limit 1")
  const suspended = writer.prepare<[string], unknown>("select 1 from orgs where id = ? and suspended_at is not null")
  return function* <P extends Place>(
    seek: (after: After) => P | undefined,
    next: (place: P) => After,
    after: Id.Scope | undefined
  ): Generator<P> {
    const last = after === undefined ? "" : Turns.keyOf(after)
    const some = anySuspended.get() !== undefined
    let around = after === undefined
    let from: After = after === undefined ? ["", "", ""] : [after.orgId, after.environmentId + end, ""]
    while (true) {
      const place = seek(from)
      if (place === undefined || (around && after !== undefined && Turns.keyOf(scopeOf(place)) > last)) {
        if (around) return
        around = true
        from = ["", "", ""]
      } else if (some && suspended.get(place.org_id) !== undefined) {
        from = [place.org_id, end, ""]
      } else {
        yield place
        from = next(place)
      }
    }
  }
}
