import { EngineStoreLaws } from "../../src/laws/index.ts"
import { Model } from "../../src/model/index.ts"
import { suite } from "../../src/vitest/index.ts"

suite("An EngineStore in the model", EngineStoreLaws.laws, Model.layer)
