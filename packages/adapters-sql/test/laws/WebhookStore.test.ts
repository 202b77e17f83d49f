import { WebhookStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import { runs } from "./runs.ts"
import * as SqliteStores from "./SqliteStores.ts"

suite("A WebhookStore on SQLite", WebhookStoreLaws.laws, SqliteStores.layer, runs)
