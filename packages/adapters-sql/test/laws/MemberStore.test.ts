import { MemberStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import { runs } from "./runs.ts"
import * as SqliteStores from "./SqliteStores.ts"

suite("A MemberStore on SQLite", MemberStoreLaws.laws, SqliteStores.layer, runs)
