import { Layer } from "effect"
import { AuditStoreLaws } from "../../src/laws/index.ts"
import { Model } from "../../src/model/index.ts"
import { suite } from "../../src/vitest/index.ts"
import { runs } from "./runs.ts"

suite("The AuditStore of the model", AuditStoreLaws.laws, Layer.merge(Model.layer, Model.layerSecrets), runs)
