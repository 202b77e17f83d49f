import { MetricsStoreLaws } from "../../src/laws/index.ts"
import { Model } from "../../src/model/index.ts"
import { suite } from "../../src/vitest/index.ts"

suite("A MetricsStore in the model", MetricsStoreLaws.laws, Model.layer)
