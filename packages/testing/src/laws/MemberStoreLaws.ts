/** What every store of members and sign-in links keeps: contract sections 4, 7 and 10. */
import { laws as links } from "./control-plane/member/Links.ts"
import { laws as members } from "./control-plane/member/Members.ts"
import type { Law } from "./Law.ts"
import type { Stores } from "./Stores.ts"

export const laws: ReadonlyArray<Law<Stores>> = [...members, ...links]
