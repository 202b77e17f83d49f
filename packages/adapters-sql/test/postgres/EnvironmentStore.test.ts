import { EnvironmentStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import { runs } from "../laws/runs.ts"
import * as PostgresStores from "./PostgresStores.ts"

suite("The EnvironmentStore on PostgreSQL", EnvironmentStoreLaws.laws, PostgresStores.layer(), runs)
