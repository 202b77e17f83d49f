import { ApiKeyStoreLaws } from "../../src/laws/index.ts"
import { Model } from "../../src/model/index.ts"
import { suite } from "../../src/vitest/index.ts"
import { runs } from "./runs.ts"

suite("The ApiKeyStore of the model", ApiKeyStoreLaws.laws, Model.layer, runs)
