import { IdempotencyLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import { runs } from "./runs.ts"
import * as SqliteStores from "./SqliteStores.ts"

suite("The Idempotency on SQLite", IdempotencyLaws.laws, SqliteStores.layer, runs)
