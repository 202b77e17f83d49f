import { OrgStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import * as PostgresStores from "./PostgresStores.ts"
import { runs } from "./runs.ts"

suite("An OrgStore on PostgreSQL", OrgStoreLaws.laws, PostgresStores.layer(), runs)
