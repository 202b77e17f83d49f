import { hash, randomBytes } from "node:crypto"
import { Id } from "@nexio/core"
import { Layer } from "effect"

/**
 * UUIDv7 (RFC 9562) with a counter: 48 bits of the instant, then a counter of 42 bits that orders the ids within it,
 * then 32 random bits.
 *
 * An id's instant is always the one asked for, also where a clock went back. The counter counts all ids on, from a
 * start that is each instant's own and a secret of the process: so those of one instant are in order even where
 * instants alternate, and those of two do not tell how many were minted between them.
 */
export const layer = Layer.sync(Id.Ids, () => {
  const pool = new RandomPool()
  const secret = randomBytes(32).toString("hex")
  let instant = -1
  let start = 0
  let minted = 0

  return Id.Ids.of({
    next: <A extends string>(at: number) => {
      if (at !== instant) {
        instant = at
        // 40 bits, so that there is room to count.
        start = parseInt(hash("sha256", `${secret} ${at}`, "hex").slice(0, 10), 16)
      }
      const counter = start + minted++
      const time = at.toString(16).padStart(12, "0")
      const count = counter.toString(2).padStart(42, "0")
      const a = parseInt(count.slice(0, 12), 2).toString(16).padStart(3, "0")
      const b = (0x8000 | parseInt(count.slice(12, 26), 2)).toString(16)
      const c = parseInt(count.slice(26), 2).toString(16).padStart(4, "0")
      const random = pool.next().toString(16).padStart(8, "0")
      return `${time.slice(0, 8)}-${time.slice(8)}-7${a}-${b}-${c}${random}` as A
    }
  })
})

/** Random numbers of 32 bits, drawn many at a time. */
class RandomPool {
  private bytes = randomBytes(0)
  private offset = 0

  next(): number {
    if (this.offset >= this.bytes.length) {
      this.bytes = randomBytes(4_096)
      this.offset = 0
    }
    const number = this.bytes.readUInt32BE(this.offset)
    this.offset += 4
    return number
  }
}
