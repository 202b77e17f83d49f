import { RateLimits } from "@nexio/core"
import { Layer } from "effect"
import { RateLimitsLaws } from "../../src/laws/index.ts"
import { Model } from "../../src/model/index.ts"
import { suite } from "../../src/vitest/index.ts"
import { runs } from "./runs.ts"

suite("The RateLimits of the model", RateLimitsLaws.laws, Layer.merge(Model.layer, Model.layerRateLimits), runs)
suite("RateLimits in memory", RateLimitsLaws.laws, Layer.merge(Model.layer, RateLimits.layerMemory), runs)
