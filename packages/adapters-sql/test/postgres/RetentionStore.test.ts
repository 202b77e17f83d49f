import { RetentionStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import * as PostgresStores from "./PostgresStores.ts"
import { runs } from "./runs.ts"

suite("A RetentionStore on PostgreSQL", RetentionStoreLaws.laws, PostgresStores.layer(), runs)
