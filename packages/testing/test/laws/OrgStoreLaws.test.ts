import { OrgStoreLaws } from "../../src/laws/index.ts"
import { Model } from "../../src/model/index.ts"
import { suite } from "../../src/vitest/index.ts"
import { runs } from "./runs.ts"

suite("The OrgStore of the model", OrgStoreLaws.laws, Model.layer, runs)
