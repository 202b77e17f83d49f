import { randomBytes } from "node:crypto"
import { Id } from "@nexio/core"
import { Layer } from "effect"

/**
 * UUIDv7 (RFC 9562) with a counter: 48 bits of the instant, then a counter of 42 bits that starts at random in each
 * millisecond and orders the ids within it, then 32 random bits.
 *
 * An id's instant is always the one asked for, also where a clock went back.
 */
export const layer = Layer.sync(Id.Ids, () => {
  const pool = new RandomPool()
  let instant = -1
  let counter = 0

  return Id.Ids.of({
    next: <A extends string>(at: number) => {
      if (at === instant) counter += 1
      else {
        instant = at
        // 41 random bits, so that a millisecond has room to count.
        counter = (pool.next() % 0x200) * 0x100000000 + pool.next()
      }
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
