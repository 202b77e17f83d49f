import { UsageStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import * as PostgresStores from "./PostgresStores.ts"
import { runs } from "./runs.ts"

suite("A UsageStore on PostgreSQL", UsageStoreLaws.laws, PostgresStores.layer(), runs)
