/**
 * Turns: how workers divide their slots fairly between environments, whatever the backlog of each.
 *
 * A turn is one piece of work. Round after round each environment with due work has one turn, in the order of its key,
 * and the next claim goes on after the environment that had the last one. So what comes in waits for as many turns as
 * there are environments, and not for as many as others have work.
 */
import type { Scope } from "../id/Id.ts"

/** Whose turn it is, as data for a claim. */
export interface Turns {
  /** Who had the last turn. Default: nobody, and the round begins with the least key. */
  readonly after?: Scope | undefined
  /** Who has its share of the slots under way already: its turn comes once nobody else has due work. */
  readonly ahead: ReadonlyArray<Scope>
  /** How much work of environments that are not live may be claimed. */
  readonly nonLive: number
}

/** A round from its beginning, in which every environment is alike. */
export const anyone: Turns = { ahead: [], nonLive: Number.MAX_SAFE_INTEGER }

/** An environment's place in a round: its org and itself. Keys are ordered as their texts. */
export const keyOf = ({ environmentId, orgId }: Scope): string => `${orgId} ${environmentId}`

/** Scopes in the order in which they have their turns after one of them had its own. */
export const inOrder = <S extends Scope>(scopes: ReadonlyArray<S>, after: Scope | undefined): ReadonlyArray<S> => {
  const last = after === undefined ? "" : keyOf(after)
  const place = (scope: Scope) => `${keyOf(scope) > last ? 0 : 1} ${keyOf(scope)}`
  return scopes.toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
}

/**
 * How many turns each environment gets of `limit`, where `waiting` says in the order of the turns how many it could
 * take: round after round one each, with at most `nonLive` for those that are not live.
 */
export const shares = (
  waiting: ReadonlyArray<{ readonly live: boolean; readonly due: number }>,
  limit: number,
  nonLive: number
): ReadonlyArray<number> => {
  const given = waiting.map(() => 0)
  let left = limit
  let leftNonLive = nonLive
  let before: number
  do {
    before = left
    for (const [nth, { due, live }] of waiting.entries()) {
      if (left === 0 || given[nth]! >= due || (!live && leftNonLive === 0)) continue
      given[nth]! += 1
      left -= 1
      if (!live) leftNonLive -= 1
    }
  } while (left < before)
  return given
}

/** What a worker has under way of each environment. */
export class UnderWay {
  private readonly counts = new Map<string, { readonly scope: Scope; readonly live: boolean; count: number }>()
  private after: Scope | undefined
  private count = 0
  private nonLive = 0
  private readonly concurrency: number
  /** Never more than half of the slots are for what is not live, so that live finds the other half free of it. */
  private readonly mostNonLive: number

  constructor(concurrency: number) {
    this.concurrency = concurrency
    this.mostNonLive = Math.max(1, Math.floor(concurrency / 2))
  }

  get busy(): number {
    return this.count
  }

  get free(): number {
    return this.concurrency - this.count
  }

  begin(scope: Scope, live: boolean): void {
    const known = this.counts.get(keyOf(scope))
    if (known === undefined) this.counts.set(keyOf(scope), { scope, live, count: 1 })
    else known.count += 1
    this.count += 1
    if (!live) this.nonLive += 1
  }

  /** Says whether work may have waited for just this slot. */
  end(scope: Scope, live: boolean): boolean {
    const wasFull = this.count >= this.concurrency || (!live && this.nonLive >= this.mostNonLive)
    const known = this.counts.get(keyOf(scope))!
    known.count -= 1
    if (known.count === 0) this.counts.delete(keyOf(scope))
    this.count -= 1
    if (!live) this.nonLive -= 1
    return wasFull
  }

  turns(): Turns {
    return {
      after: this.after,
      ahead: [...this.counts.values()].filter((one) => one.count >= this.shareOf(one.live)).map(({ scope }) => scope),
      nonLive: this.mostNonLive - this.nonLive
    }
  }

  /** Takes note of who had the last of the turns that a claim gave. */
  gave(turns: Turns, claims: ReadonlyArray<Scope>): void {
    this.after = last(turns, claims) ?? this.after
  }

  /** What would be an environment's if one more than those with work under way wanted some. */
  private shareOf(live: boolean): number {
    const alike = live ? this.counts.size : [...this.counts.values()].filter((one) => !one.live).length
    return (live ? this.concurrency : this.mostNonLive) / (alike + 1)
  }
}

/**
 * Who had the last of the turns that were given: of those with the most turns, the last in the round. Those that are
 * ahead have theirs after all others, so where one had any, it is one of them.
 */
export const last = (
  { after, ahead }: Pick<Turns, "after" | "ahead">,
  given: ReadonlyArray<Scope>
): Scope | undefined => {
  const keysAhead = new Set(ahead.map(keyOf))
  const toThoseAhead = given.filter((scope) => keysAhead.has(keyOf(scope)))
  return inOrder(most(toThoseAhead.length > 0 ? toThoseAhead : given, keyOf), after).at(-1)
}

/** Of those that had turns, each named once for each of its own, who had the most. */
export const most = <A>(given: ReadonlyArray<A>, keyOf: (one: A) => string): ReadonlyArray<A> => {
  const turns = [...Map.groupBy(given, keyOf).values()]
  const most = Math.max(0, ...turns.map(({ length }) => length))
  return turns.filter(({ length }) => length === most).map(([one]) => one!)
}
