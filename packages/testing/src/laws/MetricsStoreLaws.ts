/** What every store of metrics keeps: contract section 8. */
import * as Histories from "./data-plane/history/Histories.ts"
import * as Quantiles from "./data-plane/metrics/Quantiles.ts"
import * as Crowds from "./data-plane/usage/Crowds.ts"
import type { Law } from "./Law.ts"
import type { Stores } from "./Stores.ts"

export const laws: ReadonlyArray<Law<Stores>> = [...Quantiles.laws, ...Crowds.laws, Histories.ofMetrics]
