import { ConfigurationStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import { runs } from "./runs.ts"
import * as SqliteStores from "./SqliteStores.ts"

suite("A ConfigurationStore on SQLite", ConfigurationStoreLaws.laws, SqliteStores.layer, runs)
