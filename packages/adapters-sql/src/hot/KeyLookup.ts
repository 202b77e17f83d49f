import type { ApiKeyStore } from "@nexio/core"
import { Context } from "effect"

/** The look-up on the path of every request, written for each database. */
export class KeyLookup extends Context.Service<KeyLookup, Pick<ApiKeyStore["Service"], "find">>()(
  "@nexio/adapters-sql/hot/KeyLookup"
) {}
