import { EnvironmentStoreLaws } from "../../src/laws/index.ts"
import { Model } from "../../src/model/index.ts"
import { suite } from "../../src/vitest/index.ts"
import { runs } from "./runs.ts"

suite("The EnvironmentStore of the model", EnvironmentStoreLaws.laws, Model.layer, runs)
