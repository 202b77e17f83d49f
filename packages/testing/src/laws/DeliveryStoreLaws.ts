/** What every store of the history of deliveries keeps: contract sections 5 and 6. */
import type { RetentionStore } from "@nexio/core"
import * as Lists from "./data-plane/delivery/Lists.ts"
import * as Recoveries from "./data-plane/delivery/Recoveries.ts"
import * as Sending from "./data-plane/delivery/Sending.ts"
import type { Law } from "./Law.ts"
import type { Stores } from "./Stores.ts"

/** They need the stores and that of retention, on the same storage. */
export const laws: ReadonlyArray<Law<Stores | RetentionStore>> = [...Lists.laws, ...Sending.laws, ...Recoveries.laws]
