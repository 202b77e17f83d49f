import { MetricsStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import * as PostgresStores from "./PostgresStores.ts"
import { runs } from "./runs.ts"

suite("A MetricsStore on PostgreSQL", MetricsStoreLaws.laws, PostgresStores.layer(), runs)
