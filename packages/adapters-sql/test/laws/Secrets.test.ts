import { SecretsLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import { CryptoSecrets } from "../../src/index.ts"
import { masterKey } from "../Installation.ts"
import { runs } from "./runs.ts"

suite("CryptoSecrets", SecretsLaws.laws, CryptoSecrets.layer([masterKey(1), masterKey(2)]), runs)
