import { MetricsStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import { runs } from "./runs.ts"
import * as SqliteStores from "./SqliteStores.ts"

suite("A MetricsStore on SQLite", MetricsStoreLaws.laws, SqliteStores.layer, runs)
