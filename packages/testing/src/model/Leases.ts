/** How work is taken from a queue, held, and let go of. */
import type { Claim, Id, Instant } from "@nexio/core"
import { isOne, type State, type Work } from "./State.ts"

type Item = Id.Scope & { readonly id: string }

/** What is due at an instant, the longest due first; what belongs to suspended orgs waits. */
export const due = <W extends Work<Item>>(
  state: State,
  works: ReadonlyArray<W>,
  at: Instant.Instant
): ReadonlyArray<W> => {
  const suspended = new Set(state.orgs.filter((org) => org.suspendedAt !== undefined).map(({ id }) => id))
  return works
    .filter(({ dueAt, item }) => dueAt !== undefined && dueAt <= at && !suspended.has(item.orgId))
    .toSorted((a, b) => a.dueAt! - b.dueAt!)
}

/** A claim of its own for each of some work, after so many that were made. */
export const claimsOf = <W extends Work<Item>>(taken: ReadonlyArray<W>, made: number): ReadonlyMap<W, Claim> =>
  new Map(
    taken.map((work, nth) => {
      const { environmentId, id, orgId } = work.item
      return [work, { orgId, environmentId, id, token: `claim-${made + nth + 1}` }]
    })
  )

/** Whether work is held by this claim: nobody took it over, and nothing stopped it. */
export const isHeldBy =
  (claim: Claim) =>
  ({ item, token }: Work<Item>): boolean =>
    token === claim.token && isOne(claim, claim.id)(item)

/** Work held for longer, and the claims that do not hold it any more. */
export const renew = <W extends Work<Item>>(
  works: ReadonlyArray<W>,
  claims: ReadonlyArray<Claim>,
  until: Instant.Instant,
  isLost: (work: W) => boolean = () => false
): readonly [lost: ReadonlyArray<Claim>, works: ReadonlyArray<W>] => {
  const isHeld = (claim: Claim) => (work: W) => isHeldBy(claim)(work) && !isLost(work)
  return [
    claims.filter((claim) => !works.some(isHeld(claim))),
    works.map((work) => (claims.some((claim) => isHeld(claim)(work)) ? { ...work, dueAt: until, lapsed: false } : work))
  ]
}
