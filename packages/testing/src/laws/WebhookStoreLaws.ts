/** What every store of endpoints and deliveries keeps: contract sections 2, 5 and 6. */
import * as Histories from "./data-plane/history/Histories.ts"
import * as Attempts from "./data-plane/webhook/Attempts.ts"
import * as Changes from "./data-plane/webhook/Changes.ts"
import * as Deactivations from "./data-plane/webhook/Deactivations.ts"
import * as Endpoints from "./data-plane/webhook/Endpoints.ts"
import * as Exhausted from "./data-plane/webhook/Exhausted.ts"
import * as Failing from "./data-plane/webhook/Failing.ts"
import * as FanOut from "./data-plane/webhook/FanOut.ts"
import * as Heads from "./data-plane/webhook/Heads.ts"
import * as Lanes from "./data-plane/webhook/Lanes.ts"
import * as Leases from "./data-plane/webhook/Leases.ts"
import * as Order from "./data-plane/webhook/Order.ts"
import * as Paced from "./data-plane/webhook/Paced.ts"
import * as Resent from "./data-plane/webhook/Resent.ts"
import * as Stopped from "./data-plane/webhook/Stopped.ts"
import type { Law } from "./Law.ts"
import type { Stores } from "./Stores.ts"

export const laws: ReadonlyArray<Law<Stores>> = [
  ...Endpoints.laws,
  ...Changes.laws,
  ...FanOut.laws,
  ...Order.laws,
  ...Stopped.laws,
  ...Leases.laws,
  ...Lanes.laws,
  ...Heads.laws,
  ...Paced.laws,
  ...Attempts.laws,
  ...Failing.laws,
  ...Deactivations.laws,
  ...Exhausted.laws,
  ...Resent.laws,
  Histories.ofWebhooks
]
