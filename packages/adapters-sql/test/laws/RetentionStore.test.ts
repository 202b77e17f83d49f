import { RetentionStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import { runs } from "./runs.ts"
import * as SqliteStores from "./SqliteStores.ts"

suite("A RetentionStore on SQLite", RetentionStoreLaws.laws, SqliteStores.layer, runs)
