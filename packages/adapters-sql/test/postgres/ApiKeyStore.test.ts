import { ApiKeyStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import { runs } from "../laws/runs.ts"
import * as PostgresStores from "./PostgresStores.ts"

suite("The ApiKeyStore on PostgreSQL", ApiKeyStoreLaws.laws, PostgresStores.layer(), runs)
