/** What every adapter of RetentionStore keeps. */
import type { RetentionStore } from "@nexio/core"
import * as Emptying from "./data-plane/retention/Emptying.ts"
import * as Forgetting from "./data-plane/retention/Forgetting.ts"
import type { Law } from "./Law.ts"
import type { Stores } from "./Stores.ts"

/** They need it and the stores, on the same storage. */
export const laws: ReadonlyArray<Law<Stores | RetentionStore>> = [...Emptying.laws, ...Forgetting.laws]
