import { ApiKeyStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import { runs } from "./runs.ts"
import * as SqliteStores from "./SqliteStores.ts"

suite("The ApiKeyStore on SQLite", ApiKeyStoreLaws.laws, SqliteStores.layer, runs)
