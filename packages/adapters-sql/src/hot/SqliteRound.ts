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

/** A way once around what an index has: from after one place to the end, then from the beginning up to it. */
interface Way<P> {
  readonly seek: (after: After) => P | undefined
  /** Where to go on after a place. */
  readonly next: (place: P) => After
  readonly beginning: After
  /** After whose turn it begins. Default: at the beginning. */
  readonly last?: { readonly from: After; readonly isBefore: (place: P) => boolean } | undefined
}

export function* around<P>({ beginning, last, next, seek }: Way<P>): Generator<P> {
  let isAround = last === undefined
  let from = last?.from ?? beginning
  while (true) {
    const place = seek(from)
    if (place === undefined || (isAround && last?.isBefore(place))) {
      if (isAround) return
      isAround = true
      from = beginning
    } else {
      yield place
      from = next(place)
    }
  }
}

/** Gives environments with work, each by the first of its places, from after whichever had the last turn. */
export const prepare = (writer: Database) => {
  const anySuspended = writer.prepare<[], unknown>("select 1 from orgs where suspended_at is not null limit 1")
  const suspended = writer.prepare<[string], unknown>("select 1 from orgs where id = ? and suspended_at is not null")
  return function* <P extends Place>(seek: (after: After) => P | undefined, after: Id.Scope | undefined): Generator<P> {
    const some = anySuspended.get() !== undefined
    const isSuspended = ({ org_id }: P) => some && suspended.get(org_id) !== undefined
    const way: Way<P> = {
      seek,
      next: (place) => (isSuspended(place) ? [place.org_id, end, ""] : pastOf(scopeOf(place))),
      beginning: ["", "", ""],
      last: after && {
        from: pastOf(after),
        isBefore: (place) => Turns.keyOf(after) < Turns.keyOf(scopeOf(place))
      }
    }
    for (const place of around(way)) if (!isSuspended(place)) yield place
  }
}

const pastOf = ({ environmentId, orgId }: Id.Scope): After => [orgId, environmentId + end, ""]
