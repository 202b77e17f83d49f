import { ApiKeyStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import * as PostgresStores from "./PostgresStores.ts"
import { runs } from "./runs.ts"

suite("An ApiKeyStore on PostgreSQL", ApiKeyStoreLaws.laws, PostgresStores.layer(), runs)
