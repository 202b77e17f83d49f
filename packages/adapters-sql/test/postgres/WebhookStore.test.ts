import { WebhookStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import * as PostgresStores from "./PostgresStores.ts"
import { runs } from "./runs.ts"

suite("A WebhookStore on PostgreSQL", WebhookStoreLaws.laws, PostgresStores.layer(), runs)
