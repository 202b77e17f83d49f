import { RetentionStoreLaws } from "../../src/laws/index.ts"
import { Model } from "../../src/model/index.ts"
import { suite } from "../../src/vitest/index.ts"

suite("A RetentionStore in the model", RetentionStoreLaws.laws, Model.layer)
