import { type ClaimedRun, type Id, Turns } from "@nexio/core"
import { Effect } from "effect"
import { inStores, type StoreSet } from "./Fault.ts"

type Claiming = StoreSet["runs"]["claim"]
type Request = Parameters<Claiming>[0]

/** Claims as a right adapter would that was asked for something else; `known` are the environments with runs so far. */
const asking = (
  { runs }: StoreSet,
  otherwise: (request: Request & { readonly turns: Turns.Turns }, known: ReadonlyArray<Id.Scope>) => Request
): Partial<StoreSet> => {
  const known = new Map<string, Id.Scope>()
  return {
    runs: {
      ...runs,
      submit: (run, remember) => {
        known.set(Turns.keyOf(run), run)
        return runs.submit(run, remember)
      },
      claim: (request) => {
        const { turns = Turns.anyone } = request
        return runs.claim(otherwise({ ...request, turns }, Turns.inOrder([...known.values()], turns.after)))
      }
    }
  }
}

/** Claims with other turns than was asked for. */
const turning = (right: StoreSet, otherwise: (turns: Turns.Turns, known: ReadonlyArray<Id.Scope>) => Turns.Turns) =>
  asking(right, (request, known) => ({ ...request, turns: otherwise(request.turns, known) }))

/** Claims in steps, each of which says what the next one asks for, until it is enough. */
const inSteps = (
  right: StoreSet,
  next: (request: Request, claimed: ReadonlyArray<ClaimedRun>) => Request | undefined
) => ({
  runs: {
    ...right.runs,
    claim: Effect.fnUntraced(function* (request: Request) {
      const claimed: Array<ClaimedRun> = []
      for (let step = next(request, claimed); step !== undefined; step = next(request, claimed)) {
        const more: ReadonlyArray<ClaimedRun> = yield* right.runs.claim(step)
        if (more.length === 0) break
        claimed.push(...more)
      }
      return claimed
    })
  }
})

export const faults = inStores("RunStore", [
  {
    name: "begins each round with the least key",
    breaks: "A claim goes on after the environment that had the last turn (Turns.after).",
    wrap: (right) => turning(right, ({ after: _after, ...turns }) => turns)
  },
  {
    name: "passes over the environment whose turn is next",
    breaks: "A claim goes on after the environment that had the last turn (Turns.after).",
    wrap: (right) => turning(right, (turns, known) => (known[0] === undefined ? turns : { ...turns, after: known[0] }))
  },
  {
    name: "gives another turn to the environment that had the last one",
    breaks: "A claim goes on after the environment that had the last turn (Turns.after).",
    wrap: (right) => turning(right, (turns, known) => ({ ...turns, after: known.at(-2) ?? turns.after }))
  },
  {
    name: "takes no heed of who is ahead",
    breaks: "Who has its share under way has its turn once nobody else has due work (Turns.ahead).",
    wrap: (right) => turning(right, (turns) => ({ ...turns, ahead: [] }))
  },
  {
    name: "begins with those who are ahead",
    breaks: "Who has its share under way has its turn once nobody else has due work (Turns.ahead).",
    wrap: (right) =>
      turning(right, (turns, known) => {
        const ahead = new Set(turns.ahead.map(Turns.keyOf))
        return ahead.size === 0 ? turns : { ...turns, ahead: known.filter((one) => !ahead.has(Turns.keyOf(one))) }
      })
  },
  {
    name: "gives nothing of those who are ahead, also where nobody else has work",
    breaks: "An environment alone may have what is free (Turns.ahead).",
    wrap: (right) => ({
      runs: {
        ...right.runs,
        claim: (request) => {
          const ahead = new Set(request.turns?.ahead.map(Turns.keyOf))
          return Effect.map(right.runs.claim(request), (claimed) =>
            claimed.filter(({ claim }) => !ahead.has(Turns.keyOf(claim)))
          )
        }
      }
    })
  },
  {
    name: "takes as much of what is not live as there is",
    breaks: "No more than is said is of environments that are not live (Turns.nonLive; 5).",
    wrap: (right) => turning(right, (turns) => ({ ...turns, nonLive: Number.MAX_SAFE_INTEGER }))
  },
  {
    name: "takes one more of what is not live than is said",
    breaks: "No more than is said is of environments that are not live (Turns.nonLive; 5).",
    wrap: (right) => turning(right, (turns) => ({ ...turns, nonLive: Math.min(turns.nonLive + 1, 1_000) }))
  },
  {
    name: "takes no more in all than it may take of what is not live",
    breaks: "What is live has the slots that others may not have (Turns.nonLive; 5).",
    wrap: (right) =>
      asking(right, (request) => ({ ...request, limit: Math.min(request.limit, Math.max(1, request.turns.nonLive)) }))
  },
  {
    name: "takes what is not live only where live has nothing",
    breaks: "Environments take fair turns, whatever their kind (5).",
    wrap: (right) =>
      inSteps(right, (request, claimed) => {
        const turns = request.turns ?? Turns.anyone
        const limit = request.limit - claimed.length
        if (claimed.length === 0 || limit <= 0)
          return limit <= 0 ? undefined : { ...request, turns: { ...turns, nonLive: 0 } }
        return { ...request, limit, turns }
      })
  },
  {
    name: "empties one environment before it comes to the next",
    breaks: "Round after round each environment has one turn (Turns).",
    wrap: (right) => {
      const known = new Map<string, Id.Scope>()
      const stepped = inSteps(right, (request, claimed) => {
        if (claimed.length >= request.limit) return undefined
        const last = claimed.at(-1)?.claim
        const turns = request.turns ?? Turns.anyone
        const others = [...known.values()].filter((one) => last !== undefined && Turns.keyOf(one) !== Turns.keyOf(last))
        return { ...request, limit: 1, turns: { ...turns, ahead: others } }
      })
      return {
        runs: {
          ...stepped.runs,
          submit: (run, remember) => {
            known.set(Turns.keyOf(run), run)
            return right.runs.submit(run, remember)
          }
        }
      }
    }
  }
])
