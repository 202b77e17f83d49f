import { AuditStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import * as PostgresStores from "./PostgresStores.ts"
import { runs } from "./runs.ts"

suite("Idempotency on PostgreSQL", AuditStoreLaws.laws, PostgresStores.layer(), runs)
