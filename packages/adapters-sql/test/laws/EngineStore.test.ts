import { EngineStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import { runs } from "./runs.ts"
import * as SqliteStores from "./SqliteStores.ts"

suite("An EngineStore on SQLite", EngineStoreLaws.laws, SqliteStores.layer, runs)
