import { RunStoreLaws } from "../../src/laws/index.ts"
import { Model } from "../../src/model/index.ts"
import { suite } from "../../src/vitest/index.ts"

suite("A RunStore in the model", RunStoreLaws.laws, Model.layer)
