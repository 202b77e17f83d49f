import { IdsLaws, SecretsLaws, SignerLaws } from "../../src/laws/index.ts"
import { Model } from "../../src/model/index.ts"
import { suite } from "../../src/vitest/index.ts"
import { runs } from "./runs.ts"

suite("Ids that are counted", IdsLaws.laws, Model.layerIds, runs)
suite("Secrets that are counted", SecretsLaws.laws, Model.layerSecrets, runs)
suite("The model's signer", SignerLaws.laws, Model.layerSigner, runs)
