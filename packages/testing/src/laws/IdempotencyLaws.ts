/** What every operation keeps that can be asked for under an Idempotency-Key, whichever port it belongs to. */
import { apart } from "./control-plane/Apart.ts"
import { once } from "./control-plane/Once.ts"
import { twins } from "./control-plane/Twins.ts"
import type { Law } from "./Law.ts"
import type { Stores } from "./Stores.ts"

/** They need all six stores, on the same storage. */
export const laws: ReadonlyArray<Law<Stores>> = [...once, ...apart, ...twins]
