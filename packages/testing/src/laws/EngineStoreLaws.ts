/** What every store of engines keeps: contract section 5. */
import * as Keeping from "./data-plane/engine/Keeping.ts"
import type { Law } from "./Law.ts"
import type { Stores } from "./Stores.ts"

export const laws: ReadonlyArray<Law<Stores>> = Keeping.laws
