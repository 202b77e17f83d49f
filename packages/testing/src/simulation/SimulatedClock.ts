/**
 * The clock of a simulation: time passes when it is told to, and what the clock says can jump to either side meanwhile,
 * as that of a server does. Sleepers sleep by the time that passes, whatever the clock says.
 *
 * Unlike a test clock it can leap: then all that slept meanwhile wake at the end, once, as on a server that was
 * suspended. So a month in which workers look for work each second costs what happens in it.
 */
import type { Instant } from "@nexio/core"
import { type Clock, Duration, Effect } from "effect"

interface Sleeper {
  readonly until: number
  readonly wake: () => void
}

export class SimulatedClock {
  /** How many milliseconds passed since the beginning. */
  elapsed = 0
  /** How many had passed when the clock jumped last. */
  jumped = -1
  private ahead: number
  private readonly sleepers = new Set<Sleeper>()

  constructor(start: Instant.Instant) {
    this.ahead = start
  }

  /** What the clock says. */
  get now(): Instant.Instant {
    return this.ahead + this.elapsed
  }

  /** When that many milliseconds will have passed at which the clock says so, if it does not jump. */
  elapsedAt(at: Instant.Instant): number {
    return at - this.ahead
  }

  jump(by: number): void {
    this.jumped = this.elapsed
    this.ahead += by
  }

  /** When the first sleeper wakes. */
  get next(): number {
    return Math.min(...[...this.sleepers].map(({ until }) => until))
  }

  leap(to: number): void {
    this.elapsed = Math.max(this.elapsed, Math.ceil(to))
    const awake = [...this.sleepers].filter(({ until }) => until <= this.elapsed).toSorted((a, b) => a.until - b.until)
    for (const sleeper of awake) if (this.sleepers.delete(sleeper)) sleeper.wake()
  }

  /** The clock as Effect has it, for a process that may die: then none of its sleepers wakes. */
  process(): { readonly clock: Clock.Clock; readonly die: () => void } {
    const own = new Set<Sleeper>()
    let dead = false
    const millis = () => this.now
    const nanos = () => BigInt(this.now) * 1_000_000n
    const monotonic = () => BigInt(this.elapsed) * 1_000_000n
    const sleep = (duration: Duration.Duration) =>
      Effect.callback<void>((resume) => {
        if (dead) return
        const sleeper = {
          until: this.elapsed + Duration.toMillis(duration),
          wake: () => {
            own.delete(sleeper)
            resume(Effect.void)
          }
        }
        own.add(sleeper)
        this.sleepers.add(sleeper)
        return Effect.sync(() => {
          own.delete(sleeper)
          this.sleepers.delete(sleeper)
        })
      })
    return {
      clock: {
        currentTimeMillisUnsafe: millis,
        currentTimeMillis: Effect.sync(millis),
        currentTimeNanosUnsafe: nanos,
        currentTimeNanos: Effect.sync(nanos),
        monotonicTimeNanosUnsafe: monotonic,
        monotonicTimeNanos: Effect.sync(monotonic),
        sleep
      },
      die: () => {
        dead = true
        for (const sleeper of own) this.sleepers.delete(sleeper)
      }
    }
  }
}
