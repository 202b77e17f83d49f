/** What every adapter of ApiKeyStore keeps. */
import { histories } from "./control-plane/Histories.ts"
import { lifetimes } from "./control-plane/KeyLifetimes.ts"
import { lists } from "./control-plane/KeyLists.ts"
import { acknowledged } from "./control-plane/KeyRaces.ts"
import { found, minted, type Ports } from "./control-plane/Keys.ts"
import { consistent } from "./control-plane/OneStep.ts"
import { stops } from "./control-plane/Stops.ts"
import type { Law } from "./Law.ts"

/** They need an ApiKeyStore, and an OrgStore and EnvironmentStore on the same storage. */
export const laws: ReadonlyArray<Law<Ports>> = [
  ...histories,
  ...found,
  ...minted,
  ...lists,
  ...lifetimes,
  ...stops,
  ...acknowledged,
  ...consistent
]
