import { AuditStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import { runs } from "./runs.ts"
import * as SqliteStores from "./SqliteStores.ts"

suite("The AuditStore on SQLite", AuditStoreLaws.laws, SqliteStores.layer, runs)
