import { RunStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import { runs } from "../laws/runs.ts"
import * as PostgresStores from "./PostgresStores.ts"

suite("The RunStore on PostgreSQL", RunStoreLaws.laws, PostgresStores.layer(), runs)
