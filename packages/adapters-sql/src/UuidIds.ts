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
  let time = ""
  let start = 0
  let minted = 0

  return Id.Ids.of({
    next: <A extends string>(at: number) => {
      if (at !== instant) {
        instant = at
        const digits = at.toString(16).padStart(12, "0")
        time = `${digits.slice(0, 8)}-${digits.slice(8)}`
        // 40 bits, so that there is room to count.
        start = parseInt(hash("sha256", `${secret} ${at}`, "hex").slice(0, 10), 16)
      }
      const counter = start + minted++
      const high = hex(0x7000 + Math.floor(counter / 2 ** 30))
      const middle = hex(0x8000 + (Math.floor(counter / 2 ** 16) % 2 ** 14))
      const low = hex(counter % 2 ** 16)
      return `${time}-${high}-${middle}-${low}${hex(pool.next())}${hex(pool.next())}` as A
    }
  })
})

/** A number of 16 bits as four digits. */
const hex = (number: number): string => (0x10000 + number).toString(16).slice(1)

/** Random numbers of 16 bits, drawn many at a time. */
class RandomPool {
  private bytes = randomBytes(0)
  private offset = 0

  next(): number {
    if (this.offset >= this.bytes.length) {
      this.bytes = randomBytes(4_096)
      this.offset = 0
    }
    const number = this.bytes.readUInt16BE(this.offset)
    this.offset += 2
    return number
  }
}
