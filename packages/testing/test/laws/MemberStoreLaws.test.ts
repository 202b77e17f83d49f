import { MemberStoreLaws } from "../../src/laws/index.ts"
import { Model } from "../../src/model/index.ts"
import { suite } from "../../src/vitest/index.ts"

suite("A MemberStore in the model", MemberStoreLaws.laws, Model.layer)
