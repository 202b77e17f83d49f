import { IdsLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import { UuidIds } from "../../src/index.ts"
import { runs } from "./runs.ts"

suite("UuidIds", IdsLaws.laws, UuidIds.layer, runs)
