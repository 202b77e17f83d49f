import { DeliveryStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import * as PostgresStores from "./PostgresStores.ts"
import { runs } from "./runs.ts"

suite("A DeliveryStore on PostgreSQL", DeliveryStoreLaws.laws, PostgresStores.layer(), runs)
