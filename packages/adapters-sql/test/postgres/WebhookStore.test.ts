import { WebhookStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import { runs } from "../laws/runs.ts"
import * as PostgresStores from "./PostgresStores.ts"

suite("The WebhookStore on PostgreSQL", WebhookStoreLaws.laws, PostgresStores.layer(), runs)
