import { OpenApi } from "effect/http-api"
import { expect, it } from "vitest"
import { NexioApi } from "../../src/api/index.ts"

it("documents numbers as numbers alone, since none is ever written as a text such as NaN", () => {
  expect(JSON.stringify(OpenApi.fromApi(NexioApi)).includes('"NaN"')).toBe(false)
})
