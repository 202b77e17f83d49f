import { RunStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import { runs } from "./runs.ts"
import * as SqliteStores from "./SqliteStores.ts"

suite("A RunStore on SQLite", RunStoreLaws.laws, SqliteStores.layer, runs)
