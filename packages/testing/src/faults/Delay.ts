import { type Duration, Effect, type Layer } from "effect"
import fc from "fast-check"
import type { Stores } from "../laws/Stores.ts"
import { type Options, type Plan, wrapped } from "./Wrapped.ts"

/** Turns of the event loop, in which whatever else is ready goes on; or a time, by Effect's clock. */
export type Wait = { readonly turns: number } | { readonly time: Duration.Input }

/** How long a call waits until it happens, and how long its answer is on the way. */
export interface Delay {
  readonly before?: Wait | undefined
  readonly after?: Wait | undefined
}

/**
 * Stores whose calls take long, as planned.
 *
 * With turns a host tests what of its own code is wrong once calls overtake each other: what it read may be over when
 * it writes, and what it wrote may be read by others before it is told so. With a time it tests its timeouts, what
 * it does when it is stopped meanwhile, and leases that run out; under a test clock no time passes unless it is told to.
 *
 * @example
 * ```ts
 * // What is asked first is answered last.
 * Faults.slow([{ before: { turns: 3 } }, { after: { turns: 2 } }]).pipe(Layer.provideMerge(Model.layer))
 * // No report is acknowledged before its lease has run out.
 * Faults.slow(() => ({ after: { time: "20 seconds" } }), { of: ["RunStore.finish"] })
 * ```
 */
export const slow = <Ports extends Stores = Stores>(
  plan: Plan<Delay>,
  options: Options = {}
): Layer.Layer<Ports, never, Ports> =>
  wrapped(
    plan,
    options,
    () =>
      ({ after, before }, _args, performed) =>
        Effect.andThen(
          wait(before),
          Effect.flatMap(Effect.exit(performed), (exit) => Effect.andThen(wait(after), exit))
        )
  )

/** Plans of delays by up to three turns, of so many calls at most. */
export const delays = (calls = 20): fc.Arbitrary<ReadonlyArray<Delay | null>> => {
  const turns = fc.record({ turns: fc.nat({ max: 3 }) })
  return fc.array(fc.option(fc.record({ before: turns, after: turns }, { requiredKeys: [] })), {
    maxLength: calls,
    size: "max"
  })
}

const wait = (wait: Wait | undefined): Effect.Effect<void> => {
  if (wait === undefined) return Effect.void
  if ("time" in wait) return Effect.sleep(wait.time)
  return Effect.promise(async () => {
    for (let turn = 0; turn < wait.turns; turn += 1) await new Promise(setImmediate)
  })
}
