import { EngineStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import * as PostgresStores from "./PostgresStores.ts"
import { runs } from "./runs.ts"

suite("An EngineStore on PostgreSQL", EngineStoreLaws.laws, PostgresStores.layer(), runs)
