/**
 * An opening: sealed secrets, each opened once for what is done together with it.
 *
 * It has them in the clear for as long as it is itself kept, so it is kept for one claim and no longer.
 */
import { Effect, type Redacted } from "effect"
import type { Binding, Sealed, Secrets } from "./Secrets.ts"

export type Opening = Pick<Secrets["Service"], "open">

export const of = ({ open }: Opening): Opening => {
  const opened = new Map<string, Redacted.Redacted>()
  return {
    open: (sealed, binding) => {
      const key = keyOf(sealed, binding)
      const known = opened.get(key)
      if (known !== undefined) return Effect.succeed(known)
      return Effect.tap(open(sealed, binding), (secret) => Effect.sync(() => opened.set(key, secret)))
    }
  }
}

/** One that is bound to something else opens there alone. */
const keyOf = (sealed: Sealed, binding: Binding): string =>
  binding.kind === "master_key_check"
    ? `${binding.kind} ${sealed}`
    : `${binding.kind} ${binding.orgId} ${binding.row} ${sealed}`
