import { OrgStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import { runs } from "./runs.ts"
import * as SqliteStores from "./SqliteStores.ts"

suite("The OrgStore on SQLite", OrgStoreLaws.laws, SqliteStores.layer, runs)
