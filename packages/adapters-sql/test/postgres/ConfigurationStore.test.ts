import { ConfigurationStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import * as PostgresStores from "./PostgresStores.ts"
import { runs } from "./runs.ts"

suite("A ConfigurationStore on PostgreSQL", ConfigurationStoreLaws.laws, PostgresStores.layer(), runs)
