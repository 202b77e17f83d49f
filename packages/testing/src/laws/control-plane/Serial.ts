import { Hash, type Instant } from "@nexio/core"

/**
 * Ids and hashes that a law makes itself: the same for the same input, so that a failure replays. Ids of one instant
 * sort otherwise than they were made, as those of several servers do.
 */
export class Serial {
  private made = 0

  readonly id = <I extends string>(at: Instant.Instant): I => {
    const time = at.toString(16).padStart(12, "0")
    const tail = this.next()
    return `${time.slice(0, 8)}-${time.slice(8)}-7${tail.slice(0, 3)}-8${tail.slice(3, 6)}-${tail.slice(6).padEnd(12, "0")}` as I
  }

  readonly hash = (): Hash => Hash.make(this.next().repeat(8))

  /** Eight hex digits that were not made before: an odd factor maps no two numbers of 32 bits to one. */
  private next(): string {
    this.made += 1
    return (Math.imul(this.made, 0x9e37_79b1) >>> 0).toString(16).padStart(8, "0")
  }
}
