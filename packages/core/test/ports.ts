/** The small ports that use cases are tried with: time that only moves when told, counted ids, open secrets. */

import { createHash } from "node:crypto"
import { Effect, Layer, Logger, Redacted, type Scope } from "effect"
import { TestClock } from "effect/testing"
import { Hash, Id, Mac, type Origin, Sealed, Secrets } from "../src/index.ts"

/** Runs in a time that begins at 0 and moves only when the effect moves it. Logs are dropped. */
export const inTestTime = <A, E>(effect: Effect.Effect<A, E, Scope.Scope>): Promise<A> =>
  Effect.runPromise(Effect.scoped(effect).pipe(Effect.provide([TestClock.layer(), Logger.layer([])])))

/** Ids as they are: the first 48 bits tell the instant, the rest counts. */
export const countedIds = (): Id.Ids["Service"] => {
  let count = 0
  return {
    next: <I extends string>(at: number) => {
      const time = at.toString(16).padStart(12, "0")
      const rest = (count++).toString(16).padStart(12, "0")
      return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${rest}` as I
    }
  }
}

/** Random bytes that count up, and sealing that hides nothing but is bound like the real one. */
export const openSecrets = (): Secrets["Service"] => {
  let count = 0
  return {
    random: () => new Uint8Array(32).fill(count++),
    hash: (text) => Hash.make(createHash("sha256").update(text).digest("hex")),
    seal: (secret, binding) => Sealed.make(JSON.stringify([Redacted.value(secret), binding])),
    open: (sealed) => Effect.succeed(Redacted.make(JSON.parse(sealed)[0])),
    mac: macOf,
    isMacOf: (mac, content) => mac === macOf(content)
  }
}

const macOf = (content: string): Mac => Mac.make(`core.${createHash("sha256").update(`mac ${content}`).digest("hex")}`)

/** Where a change comes from that nobody asked for. */
export const originAt = (at: number): Origin.Origin => ({ at, actor: "system" })

export const layer = Layer.mergeAll(Layer.sync(Id.Ids, countedIds), Layer.sync(Secrets, openSecrets))
