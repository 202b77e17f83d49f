import { DeliveryStoreLaws } from "../../src/laws/index.ts"
import { Model } from "../../src/model/index.ts"
import { suite } from "../../src/vitest/index.ts"
import { runs } from "./runs.ts"

suite("A DeliveryStore in the model", DeliveryStoreLaws.laws, Model.layer, runs)
