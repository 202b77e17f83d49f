import { SessionStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import * as PostgresStores from "./PostgresStores.ts"
import { runs } from "./runs.ts"

suite("A SessionStore on PostgreSQL", SessionStoreLaws.laws, PostgresStores.layer(), runs)
