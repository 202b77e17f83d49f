import { Executor } from "@nexio/core"
import { Duration, Layer } from "effect"
import { describe, expect, it } from "vitest"
import { ExecutorLaws, IdsLaws, RateLimitsLaws, SecretsLaws, SenderLaws, SignerLaws } from "../src/laws/index.ts"
import { Model } from "../src/model/index.ts"
import * as ExecutorFaults from "./faulty/ExecutorFaults.ts"
import * as IdsFaults from "./faulty/IdsFaults.ts"
import * as RateLimitFaults from "./faulty/RateLimitFaults.ts"
import * as RightSender from "./faulty/RightSender.ts"
import * as RightSigner from "./faulty/RightSigner.ts"
import * as SecretsFaults from "./faulty/SecretsFaults.ts"
import * as SenderFaults from "./faulty/SenderFaults.ts"
import * as SignerFaults from "./faulty/SignerFaults.ts"
import { brokenBy, missedOf, verdictsOn, write } from "./Power.ts"

const rateLimits = Layer.merge(Model.layer, Model.layerRateLimits)
const timeout = Duration.millis(250)
const rightSender = RightSender.layer()
const hastySender = RightSender.layer(Duration.toMillis(timeout))
const timeLimitLaws = SenderLaws.timeLimitLaws({ timeout })

describe("The laws of ports other than stores", () => {
  it("are kept by right adapters", async () => {
    expect([
      await brokenBy(RightSigner.layer, SignerLaws.laws),
      await brokenBy(rightSender, SenderLaws.laws),
      await brokenBy(hastySender, timeLimitLaws),
      await brokenBy(Executor.layerEcho, ExecutorLaws.laws),
      await brokenBy(rateLimits, RateLimitsLaws.laws),
      await brokenBy(Model.layerSecrets, SecretsLaws.laws),
      await brokenBy(Model.layerIds, IdsLaws.laws)
    ]).toEqual([[], [], [], [], [], [], []])
  })

  it("catch at least 95 of 100 faulty adapters", async () => {
    const verdicts = [
      ...(await verdictsOn(SignerFaults.faults, RightSigner.layer, () => SignerLaws.laws)),
      ...(await verdictsOn(SenderFaults.faults, rightSender, () => SenderLaws.laws, 4)),
      ...(await verdictsOn(SenderFaults.timeLimitFaults, hastySender, () => timeLimitLaws)),
      ...(await verdictsOn(ExecutorFaults.faults, Executor.layerEcho, () => ExecutorLaws.laws)),
      ...(await verdictsOn(RateLimitFaults.faults, rateLimits, () => RateLimitsLaws.laws)),
      ...(await verdictsOn(SecretsFaults.faults, Model.layerSecrets, () => SecretsLaws.laws)),
      ...(await verdictsOn(IdsFaults.faults, Model.layerIds, () => IdsLaws.laws))
    ]
    write("ports", verdicts)
    const missed = missedOf(verdicts)
    expect(missed.length / verdicts.length, `Missed: ${missed.join("; ")}`).toBeLessThanOrEqual(0.05)
  })
})
