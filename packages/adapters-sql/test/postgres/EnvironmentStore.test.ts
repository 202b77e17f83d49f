import { EnvironmentStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import * as PostgresStores from "./PostgresStores.ts"
import { runs } from "./runs.ts"

suite("An EnvironmentStore on PostgreSQL", EnvironmentStoreLaws.laws, PostgresStores.layer(), runs)
