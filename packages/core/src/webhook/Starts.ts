import * as Instant from "../instant/Instant.ts"
import * as Lanes from "./Lanes.ts"

interface Start {
  readonly startAt: Instant.Instant
  readonly startedAt: Instant.Instant
  /** The least that two of the lane were apart as their pace says; a second where that is unknown. */
  readonly least: number
}

/**
 * When a dispatcher's paced attempts really begin. One that is late makes those after it late as well, so that no two
 * come closer together than their pace says.
 */
export class Starts {
  private readonly latest = new Map<string, Start>()

  /** Begins what may begin from `startAt` on, or says until when that has to wait. */
  begin(lane: Lanes.Lane, startAt: Instant.Instant, at: Instant.Instant): Instant.Instant | "begun" {
    const key = Lanes.keyOf(lane)
    const latest = this.latest.get(key)
    const apart = latest === undefined ? Instant.second : Math.abs(latest.startAt - startAt)
    const least = latest?.least ?? Instant.second
    // Claimed one after the other they are further apart than a pace asks, by all that was late. Starts are cut to
    // milliseconds: what comes after a cut one and before another may lack one of each.
    const earliest = latest === undefined ? startAt : Math.max(startAt, latest.startedAt + Math.min(apart, least + 2))
    if (at < earliest) return earliest
    this.latest.delete(key)
    this.latest.set(key, { startAt, startedAt: at, least: Math.min(apart, least) })
    this.forget(at)
    return "begun"
  }

  /** What is over for longer than a pace looks ahead holds nothing back any more; the oldest come first. */
  private forget(at: Instant.Instant): void {
    for (const [key, { startedAt }] of this.latest) {
      if (startedAt > at - Instant.second) return
      this.latest.delete(key)
    }
  }
}
