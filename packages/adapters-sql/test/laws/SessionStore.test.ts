import { SessionStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import { runs } from "./runs.ts"
import * as SqliteStores from "./SqliteStores.ts"

suite("A SessionStore on SQLite", SessionStoreLaws.laws, SqliteStores.layer, runs)
