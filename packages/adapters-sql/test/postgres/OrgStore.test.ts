import { OrgStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import { runs } from "../laws/runs.ts"
import * as PostgresStores from "./PostgresStores.ts"

suite("The OrgStore on PostgreSQL", OrgStoreLaws.laws, PostgresStores.layer(), runs)
