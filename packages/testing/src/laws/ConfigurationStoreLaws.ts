/** What every store of configurations keeps: contract section 5, clone and diff. */
import * as Clones from "./control-plane/Clones.ts"
import type { Law } from "./Law.ts"
import type { Stores } from "./Stores.ts"

export const laws: ReadonlyArray<Law<Stores>> = Clones.laws
