import { WebhookStoreLaws } from "../../src/laws/index.ts"
import { Model } from "../../src/model/index.ts"
import { suite } from "../../src/vitest/index.ts"

suite("A WebhookStore in the model", WebhookStoreLaws.laws, Model.layer)
