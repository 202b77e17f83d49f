import { Environments, Orgs } from "@nexio/core"
import { Faults } from "@nexio/testing/faults"
import { Model } from "@nexio/testing/model"
import { Effect, Layer } from "effect"
import { expect, it } from "vitest"

const useCases = Layer.mergeAll(Orgs.layer, Environments.layer)

const signUp = Effect.gen(function* () {
  const { org } = yield* Orgs.use((orgs) => orgs.found({ name: "Acme" }))
  return yield* Effect.exit(Environments.use((environments) => environments.create(org.id, { slug: "dev" })))
})

it("gives each customer an environment for development", async () => {
  const fake = useCases.pipe(Layer.provide(Model.layerFake))
  expect(await Effect.runPromise(Effect.provide(signUp, fake))).toMatchObject({ value: { slug: "dev" } })
})

it("hears of a database that fails while it writes", async () => {
  const faulty = Faults.failing(["after"], { of: ["EnvironmentStore.change"] })
  const fake = useCases.pipe(Layer.provide(faulty), Layer.provide(Model.layerFake))
  expect(String(await Effect.runPromise(Effect.provide(signUp, fake)))).toContain("StorageUnavailable")
})
