import { ConfigurationStoreLaws } from "../../src/laws/index.ts"
import { Model } from "../../src/model/index.ts"
import { suite } from "../../src/vitest/index.ts"

suite("A ConfigurationStore in the model", ConfigurationStoreLaws.laws, Model.layer)
