/**
 * Windows: how many deliveries of a lane one dispatcher has under way at most.
 *
 * A window grows by one with each answer and halves with each attempt that got none, as TCP's does, so a receiver that
 * answers soon has what it can take, and one that hangs holds a single place.
 */
import * as Instant from "../instant/Instant.ts"
import * as Turns from "../work/Turns.ts"
import * as Lanes from "./Lanes.ts"

/** Of a lane that nothing is known of. */
export const initial = 4
export const most = 64

/** For how long a window below the initial one is remembered while nothing is under way. */
export const memory = Instant.minute

/** The same for a larger one: what comes one after the other has its window still, and there are never many. */
export const lull = Instant.second

/** What is under way of a lane or an environment, and how much of it may be. */
interface Held {
  size: number
  underWay: number
  /** Of the places that the last claim was told of: where none is left, somebody may wait for the next one. */
  left: number
  since: Instant.Instant
}

/** The windows of a dispatcher, with what it has under way of each lane and environment. */
export class Windows {
  private readonly lanes = new Map<string, Held>()
  private readonly environments = new Map<string, Held>()
  private after: Lanes.Places["after"] = new Map()
  /** Never more than half of the slots are for one environment, whatever its endpoints. */
  private readonly mostOfEnvironment: number

  constructor(concurrency: number) {
    this.mostOfEnvironment = Math.max(1, Math.floor(concurrency / 2))
  }

  /** Begins what a claim gave; says whether a place that it was not told of, and somebody may wait for, is there now. */
  begin(lanes: ReadonlyArray<Lanes.Lane>, at: Instant.Instant): boolean {
    const begun = lanes.flatMap((lane) => [
      found(this.lanes, Lanes.keyOf(lane), initial),
      found(this.environments, Turns.keyOf(lane), this.mostOfEnvironment)
    ])
    for (const held of begun) {
      held.underWay += 1
      held.left -= 1
      held.since = at
    }
    this.after = Lanes.last(this.after, lanes)
    return begun.some(hasPlaceWaitedFor)
  }

  /** Takes note of how an attempt that is under way went. */
  learn(lane: Lanes.Lane, wasAnswered: boolean): void {
    const held = this.lanes.get(Lanes.keyOf(lane))!
    held.size = wasAnswered ? Math.min(most, held.size + 1) : Math.max(1, Math.floor(held.size / 2))
  }

  /** Says whether deliveries may have waited for just this place. */
  end(lane: Lanes.Lane, at: Instant.Instant): boolean {
    let wasWaitedFor = false
    for (const held of [this.lanes.get(Lanes.keyOf(lane))!, this.environments.get(Turns.keyOf(lane))!]) {
      held.underWay -= 1
      held.since = at
      if (!hasPlaceWaitedFor(held)) continue
      held.left = held.size - held.underWay
      wasWaitedFor = true
    }
    return wasWaitedFor
  }

  /** What a claim may take. What is idle is forgotten. */
  places(at: Instant.Instant): Lanes.Places {
    for (const [key, { size, since, underWay }] of this.lanes) {
      if (underWay === 0 && at - since >= (size < initial ? memory : lull)) this.lanes.delete(key)
    }
    for (const [key, { since, underWay }] of this.environments) {
      if (underWay === 0 && at - since >= lull) this.environments.delete(key)
    }
    this.after = new Map([...this.after].filter(([key]) => this.environments.has(key)))
    return {
      perLane: initial,
      perEnvironment: this.mostOfEnvironment,
      lanes: free(this.lanes),
      environments: free(this.environments),
      after: this.after
    }
  }
}

const found = (among: Map<string, Held>, key: string, size: number): Held => {
  const held = among.get(key) ?? { size, underWay: 0, left: size, since: 0 }
  among.set(key, held)
  return held
}

const hasPlaceWaitedFor = ({ left, size, underWay }: Held): boolean => left <= 0 && underWay < size

const free = (among: ReadonlyMap<string, Held>): ReadonlyMap<string, number> =>
  new Map(
    [...among].map(([key, held]) => {
      held.left = Math.max(0, held.size - held.underWay)
      return [key, held.left]
    })
  )
