import { HmacSigner } from "@nexio/adapters-http/delivery"
import { SignerLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import { runs } from "./runs.ts"

suite("HmacSigner", SignerLaws.laws, HmacSigner.layer, runs)
