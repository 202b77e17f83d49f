import { UsageStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import { runs } from "../laws/runs.ts"
import * as PostgresStores from "./PostgresStores.ts"

suite("The UsageStore on PostgreSQL", UsageStoreLaws.laws, PostgresStores.layer(), runs)
