import { DeliveryStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import { runs } from "./runs.ts"
import * as SqliteStores from "./SqliteStores.ts"

suite("A DeliveryStore on SQLite", DeliveryStoreLaws.laws, SqliteStores.layer, {
  // Each try writes a whole past.
  numRuns: runs.numRuns / 5
})
