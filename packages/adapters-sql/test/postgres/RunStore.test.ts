import { RunStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import * as PostgresStores from "./PostgresStores.ts"
import { runs } from "./runs.ts"

suite("A RunStore on PostgreSQL", RunStoreLaws.laws, PostgresStores.layer(), runs)
