import { MemberStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import * as PostgresStores from "./PostgresStores.ts"
import { runs } from "./runs.ts"

suite("A MemberStore on PostgreSQL", MemberStoreLaws.laws, PostgresStores.layer(), runs)
