import { IdempotencyLaws } from "../../src/laws/index.ts"
import { Model } from "../../src/model/index.ts"
import { suite } from "../../src/vitest/index.ts"
import { runs } from "./runs.ts"

suite("The Idempotency of the model", IdempotencyLaws.laws, Model.layer, runs)
