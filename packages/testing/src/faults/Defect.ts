import { Effect, type Layer } from "effect"
import type { Stores } from "../laws/Stores.ts"
import { type Options, type Plan, wrapped } from "./Wrapped.ts"

/** `defect`: the call ends in a way that nobody foresaw. */
export type Defect = "defect"

/**
 * Stores whose calls die, as planned: a bug, a driver that throws what it should not. Nothing happens.
 *
 * With this a host tests that it goes on, and tells its callers nothing of the cause (an HTTP server: 500).
 *
 * @example
 * ```ts
 * // Whoever reads usage meets a bug.
 * Faults.dying(() => "defect", { of: ["UsageStore.read"] }).pipe(Layer.provideMerge(Model.layer))
 * ```
 */
export const dying = <Ports extends Stores = Stores>(
  plan: Plan<Defect>,
  options: Options = {}
): Layer.Layer<Ports, never, Ports> =>
  wrapped(plan, options, (operation) => () => Effect.die(new Error(`${operation} dies, as planned`)))
