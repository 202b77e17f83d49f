import type { ClaimedRun, Run, StorageUnavailable } from "@nexio/core"
import { Effect } from "effect"
import { inStores, type StoreSet } from "./Fault.ts"
import { turns } from "./Listed.ts"
import { seenRuns } from "./Seen.ts"
import { unsuspended } from "./Unsuspended.ts"

type Claiming = StoreSet["runs"]["claim"]

const claiming = ({ runs }: StoreSet, claim: (right: Claiming) => Claiming): Partial<StoreSet> => ({
  runs: { ...runs, claim: claim(runs.claim) }
})

/** Of what is claimed, only what `which` lets through is handed out. */
const handingOut = (right: StoreSet, which: (claimed: ClaimedRun) => boolean) =>
  claiming(right, (claim) => (request) => Effect.map(claim(request), (claimed) => claimed.filter(which)))

export const faults = inStores("RunStore", [
  {
    name: "hands a run to two workers that claim at once",
    breaks: "A claimed run is one worker's until its lease runs out (RunStore.claim; 2).",
    wrap: (right) => {
      let underWay: ReadonlyArray<ClaimedRun> | undefined
      return claiming(right, (claim) =>
        Effect.fnUntraced(function* (request) {
          if (underWay !== undefined) return underWay
          const claimed: ReadonlyArray<ClaimedRun> = yield* claim(request)
          underWay = claimed
          yield* turns(3)
          underWay = undefined
          return claimed
        })
      )
    }
  },
  {
    name: "never hands out a run again whose worker was lost",
    breaks: "A run whose lease ran out is taken up again (RunStore.claim; 5, Executors).",
    wrap: (right) => {
      const seen = new Set<string>()
      return handingOut(right, ({ run }) => !seen.has(run.id) && seen.add(run.id).size > 0)
    }
  },
  {
    name: "gives up on a run that was taken up twice",
    breaks: "A run whose lease ran out is taken up again, however often (RunStore.claim).",
    wrap: (right) => {
      const taken = new Map<string, number>()
      return handingOut(right, ({ run }) => {
        const times = (taken.get(run.id) ?? 0) + 1
        taken.set(run.id, times)
        return times <= 2
      })
    }
  },
  {
    name: "ends leases one millisecond early",
    breaks: "A lease is held until the instant that the claim says (RunStore.claim).",
    wrap: (right) =>
      claiming(right, (claim) => (request) => claim({ ...request, until: Math.max(request.at + 1, request.until - 1) }))
  },
  {
    name: "ends leases ten seconds late",
    breaks: "A run is taken up again once its lease ran out, at the instant that its claim said (RunStore.claim).",
    wrap: (right) => claiming(right, (claim) => (request) => claim({ ...request, until: request.until + 10_000 }))
  },
  {
    name: "takes newer runs before older ones",
    breaks: "Runs are taken oldest first (RunStore.claim).",
    wrap: ({ runs }) => {
      const stash: Array<ClaimedRun> = []
      const held = <R extends Run.RunSummary>({ startedAt, ...run }: R) =>
        (stash.some((one) => one.run.id === run.id)
          ? { ...run, status: "queued" }
          : { ...run, ...(startedAt === undefined ? {} : { startedAt }) }) as R
      const claim: Claiming = Effect.fnUntraced(function* ({ at, limit, until }) {
        const fresh: ReadonlyArray<ClaimedRun> = yield* runs.claim({ at, until, limit: 1_000 })
        const lost: ReadonlyArray<ClaimedRun["claim"]> = yield* runs.renew(
          stash.map((one) => one.claim),
          until
        )
        const all = [...stash.filter((one) => !lost.includes(one.claim)), ...fresh]
        const newestFirst = all.toSorted((a, b) => (a.run.id < b.run.id ? 1 : -1))
        stash.splice(0, stash.length, ...newestFirst.slice(limit))
        return newestFirst.slice(0, limit)
      })
      return { runs: { ...seenRuns(runs, held), claim } }
    }
  },
  {
    name: "takes up the runs of suspended orgs",
    breaks: "Runs of suspended orgs wait (RunStore.claim; 10).",
    wrap: (right) => claiming(right, (claim) => (request) => unsuspended(right.orgs)(claim(request)))
  },
  {
    name: "takes up one run more than was asked for",
    breaks: "At most limit runs are taken (RunStore.claim).",
    wrap: (right) => claiming(right, (claim) => (request) => claim({ ...request, limit: request.limit + 1 }))
  },
  {
    name: "takes up one of those runs that were submitted in the same instant",
    breaks: "All that is queued is taken, up to the limit, whenever it was made (RunStore.claim).",
    wrap: (right) =>
      claiming(
        right,
        (claim) => (request) =>
          Effect.map(claim(request), (claimed) =>
            claimed.filter(({ run }, nth) => claimed.findIndex((one) => one.run.createdAt === run.createdAt) === nth)
          )
      )
  },
  {
    name: "says that a run started when it was last taken up",
    breaks: "startedAt is when a worker first took it up, and its duration counts from then (Run.startedAt).",
    wrap: (right) =>
      claiming(
        right,
        (claim) => (request) =>
          Effect.map(claim(request), (claimed) =>
            claimed.map(({ run, ...one }) => ({ ...one, run: { ...run, startedAt: request.at } }))
          )
      )
  },
  {
    name: "hands out runs as queued",
    breaks: "A claimed run is processing (RunStore.claim).",
    wrap: (right) =>
      claiming(
        right,
        (claim) => (request) =>
          Effect.map(claim(request), (claimed) =>
            claimed.map(({ run, ...one }) => ({ ...one, run: { ...run, status: "queued" as const } }))
          )
      )
  },
  {
    name: "hands out runs without their offerings",
    breaks: "An executor gets the run's input, offerings and metadata (5, Executors).",
    wrap: (right) =>
      claiming(
        right,
        (claim) => (request) =>
          Effect.map(claim(request), (claimed) =>
            claimed.map(({ run: { offerings: _offerings, ...run }, ...one }) => ({ ...one, run }))
          )
      )
  },
  {
    name: "gives every claim of a run the same token",
    breaks: "A claim carries a token of its own, by which a stale one is told (Lease).",
    wrap: ({ runs }) => {
      const tokens = new Map<string, string>()
      const real = <C extends { readonly id: string; readonly token: string }>(claim: C): C => ({
        ...claim,
        token: tokens.get(claim.id) ?? claim.token
      })
      return {
        runs: {
          ...runs,
          claim: (request) =>
            Effect.map(runs.claim(request), (claimed) =>
              claimed.map(({ claim, ...one }) => {
                tokens.set(claim.id, claim.token)
                return { ...one, claim: { ...claim, token: claim.id } }
              })
            ),
          renew: (claims, until) =>
            Effect.map(runs.renew(claims.map(real), until), (lost) =>
              claims.filter(({ id }) => lost.some((one) => one.id === id))
            ),
          finish: (claim, ending) => runs.finish(real(claim), ending)
        }
      }
    }
  },
  {
    name: "says of no lease that it is lost",
    breaks: "A renewal gives those of the claims that are lost (RunStore.renew).",
    wrap: ({ runs }) => ({
      runs: { ...runs, renew: (claims, until) => Effect.as(runs.renew(claims, until), []) }
    })
  },
  {
    name: "says of all leases that they are lost where one is",
    breaks: "A renewal holds each claim that is not lost, and names just the lost ones (RunStore.renew).",
    wrap: ({ runs }) => ({
      runs: {
        ...runs,
        renew: (claims, until) => Effect.map(runs.renew(claims, until), (lost) => (lost.length === 0 ? lost : claims))
      }
    })
  },
  {
    name: "acknowledges a renewal without holding the lease longer",
    breaks: "A renewed claim is held until the instant that the renewal says (RunStore.renew).",
    wrap: ({ runs }) => {
      const ends = new Map<string, number>()
      return {
        runs: {
          ...runs,
          claim: (request) =>
            Effect.tap(runs.claim(request), (claimed) =>
              Effect.sync(() => {
                for (const { claim } of claimed) ends.set(claim.id, request.until)
              })
            ),
          renew: Effect.fnUntraced(function* (claims, until) {
            const lost: Array<(typeof claims)[number]> = []
            for (const claim of claims) lost.push(...(yield* runs.renew([claim], ends.get(claim.id) ?? until)))
            return lost
          })
        }
      }
    }
  },
  {
    name: "renews only the first of several leases",
    breaks: "A renewal holds all of the claims that it is given (RunStore.renew).",
    wrap: ({ runs }) => ({ runs: { ...runs, renew: (claims, until) => runs.renew(claims.slice(0, 1), until) } })
  },
  {
    name: "loses the runs that a claim took when nobody waited for it",
    breaks: "Beside other claims each due run is handed out to one of them, and none is passed over (RunStore.claim).",
    wrap: (right) => {
      let busy = 0
      return claiming(
        right,
        (claim) => (request) =>
          Effect.acquireUseRelease(
            Effect.sync(() => busy++),
            (others): Effect.Effect<ReadonlyArray<ClaimedRun>, StorageUnavailable> =>
              Effect.andThen(
                turns(2),
                others === 0 ? claim(request) : Effect.map(claim(request), (claimed) => claimed.slice(1))
              ),
            () => Effect.sync(() => busy--)
          )
      )
    }
  }
])
