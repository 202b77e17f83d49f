import { EnvironmentStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import { runs } from "./runs.ts"
import * as SqliteStores from "./SqliteStores.ts"

suite("The EnvironmentStore on SQLite", EnvironmentStoreLaws.laws, SqliteStores.layer, runs)
