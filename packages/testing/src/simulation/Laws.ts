/**
 * A law of all stores together. What fails is replayed by the `seed` and `path` that its message ends with, from them
 * alone: `suite(name, laws, stores, { seed, path })`.
 */
import { type Law, law } from "../laws/Law.ts"
import type { Stores } from "../laws/Stores.ts"
import { plan } from "./Plan.ts"
import { simulate } from "./Simulation.ts"

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "delivers all that it acknowledged as it is promised, whatever users, receivers, crashes and clocks do in 30 days",
    guards: "Customers would miss events, get them at the wrong time, or go on getting them after they had said stop.",
    given: plan,
    holds: simulate
  })
]
