/** Ids that a law makes itself: the same ones for the same input, so that a failure replays. */
import { Id, type Instant } from "@nexio/core"

/** The `nth` id of an instant. */
export const idOf = <I extends string>(at: Instant.Instant, nth: number): I =>
  `${Id.floorOf(at).slice(0, 24)}${nth.toString(16).padStart(12, "0")}` as I

/** Ids whose last digits count, whatever their instants. */
export class Minted {
  private last: number
  private blocks = 0

  constructor(from = 0) {
    this.last = from
  }

  readonly next = <I extends string>(at: Instant.Instant): I => idOf(at, ++this.last)

  /** From where ids can be minted, again and again the same, that nobody else mints. */
  block(): number {
    this.blocks += 1
    return this.blocks * 0x1_0000
  }
}
