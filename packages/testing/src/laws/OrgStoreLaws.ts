/** What every adapter of OrgStore keeps. */
import type { OrgStore } from "@nexio/core"
import { lists } from "./control-plane/OrgLists.ts"
import { changes, founding } from "./control-plane/Orgs.ts"
import type { Law } from "./Law.ts"

/** They need an OrgStore, and nothing else. */
export const laws: ReadonlyArray<Law<OrgStore>> = [...founding, ...changes, ...lists]
