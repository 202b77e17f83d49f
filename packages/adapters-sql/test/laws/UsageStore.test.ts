import { UsageStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import { runs } from "./runs.ts"
import * as SqliteStores from "./SqliteStores.ts"

suite("A UsageStore on SQLite", UsageStoreLaws.laws, SqliteStores.layer, runs)
