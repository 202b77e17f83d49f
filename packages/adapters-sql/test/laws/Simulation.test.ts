import { laws } from "@nexio/testing/simulation"
import { suite } from "@nexio/testing/vitest"
import { runs } from "../runs.ts"
import * as SqliteStores from "./SqliteStores.ts"

suite("The stores on SQLite, in a simulation", laws, SqliteStores.layer, runs)
