import { UsageStoreLaws } from "../../src/laws/index.ts"
import { Model } from "../../src/model/index.ts"
import { suite } from "../../src/vitest/index.ts"

suite("A UsageStore in the model", UsageStoreLaws.laws, Model.layer)
