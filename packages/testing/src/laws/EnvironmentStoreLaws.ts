/** What every adapter of EnvironmentStore keeps. */
import type { EnvironmentStore, OrgStore } from "@nexio/core"
import { cap } from "./control-plane/Cap.ts"
import { apart, deleted } from "./control-plane/Deletions.ts"
import { changed, kept } from "./control-plane/Environments.ts"
import type { Law } from "./Law.ts"

/** They need an EnvironmentStore, and an OrgStore on the same storage to found orgs with. */
export const laws: ReadonlyArray<Law<OrgStore | EnvironmentStore>> = [...kept, ...changed, ...deleted, ...apart, ...cap]
