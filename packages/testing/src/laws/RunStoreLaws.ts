/** What every store of runs keeps: contract sections 2, 5 and 8. */
import * as Histories from "./data-plane/history/Histories.ts"
import * as Reaches from "./data-plane/Reaches.ts"
import * as Deletions from "./data-plane/run/Deletions.ts"
import * as Ends from "./data-plane/run/Ends.ts"
import * as Fairness from "./data-plane/run/Fairness.ts"
import * as Keeping from "./data-plane/run/Keeping.ts"
import * as Leases from "./data-plane/run/Leases.ts"
import * as Lists from "./data-plane/run/Lists.ts"
import * as Once from "./data-plane/run/Once.ts"
import * as Replays from "./data-plane/run/Replays.ts"
import * as Resolutions from "./data-plane/run/Resolutions.ts"
import type { Law } from "./Law.ts"
import type { Stores } from "./Stores.ts"

export const laws: ReadonlyArray<Law<Stores>> = [
  ...Keeping.laws,
  ...Leases.laws,
  ...Fairness.laws,
  ...Ends.laws,
  ...Deletions.laws,
  ...Lists.laws,
  ...Reaches.laws,
  ...Once.laws,
  ...Resolutions.laws,
  ...Replays.laws,
  Histories.ofRuns
]
