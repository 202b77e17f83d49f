/** What every store of usage keeps: contract rule 9 and section 8. */
import * as Histories from "./data-plane/history/Histories.ts"
import * as Crowds from "./data-plane/usage/Crowds.ts"
import * as Recounts from "./data-plane/usage/Recounts.ts"
import type { Law } from "./Law.ts"
import type { Stores } from "./Stores.ts"

export const laws: ReadonlyArray<Law<Stores>> = [...Recounts.laws, ...Crowds.laws, Histories.ofUsage]
