import { StorageUnavailable } from "@nexio/core"
import { Effect, type Layer } from "effect"
import fc from "fast-check"
import type { Stores } from "../laws/Stores.ts"
import { type Options, type Plan, wrapped } from "./Wrapped.ts"

/** `before`: nothing happened. `after`: it happened, and its answer was lost, as with a connection that breaks at a commit. */
export type Failure = "before" | "after"

/**
 * Stores whose calls fail with `StorageUnavailable`, as planned.
 *
 * Whoever calls a store cannot tell the two failures apart. So with this a host tests that its own code says that it
 * does not know (an HTTP server: 503), that a request repeated with its idempotency key has one effect, and that a
 * worker that is told of no outcome loses nothing and does nothing twice. Rules hold under any plan; let a property
 * find the one under which yours do not.
 *
 * @example
 * ```ts
 * // The third call fails, and nobody can say whether it happened.
 * const stores = Faults.failing([null, null, "after"]).pipe(Layer.provideMerge(Model.layer))
 * // Every other submission is never made.
 * Faults.failing(({ nth }) => (nth % 2 === 0 ? "before" : undefined), { of: ["RunStore.submit"] })
 * ```
 */
export const failing = <Ports extends Stores = Stores>(
  plan: Plan<Failure>,
  options: Options = {}
): Layer.Layer<Ports, never, Ports> =>
  wrapped(plan, options, (operation) => (failure, _args, performed) => {
    const failed = Effect.fail(
      new StorageUnavailable({ cause: `${operation} fails ${failure} it happens, as planned` })
    )
    return failure === "before" ? failed : Effect.andThen(Effect.exit(performed), failed)
  })

/** Plans of failures: of so many calls at most, of which about half fail. */
export const failures = (calls = 20): fc.Arbitrary<ReadonlyArray<Failure | null>> =>
  fc.array(fc.constantFrom<Failure | null>(null, null, "before", "after"), { maxLength: calls, size: "max" })
