import { SessionStoreLaws } from "../../src/laws/index.ts"
import { Model } from "../../src/model/index.ts"
import { suite } from "../../src/vitest/index.ts"

suite("A SessionStore in the model", SessionStoreLaws.laws, Model.layer)
