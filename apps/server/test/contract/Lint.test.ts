import { NexioApi } from "@nexio/adapters-http/api"
import { BaseResolver, createConfig, lintDocument, makeDocumentFromString } from "@redocly/openapi-core"
import { OpenApi } from "effect/http-api"
import { expect, it } from "vitest"

/** What Redocly's linter has to say of a document, by the rules that it recommends, all of them. */
const lint = async (document: object): Promise<ReadonlyArray<string>> => {
  const problems = await lintDocument({
    document: makeDocumentFromString(JSON.stringify(document), "openapi.json"),
    config: await createConfig({ extends: ["recommended"] }),
    externalRefResolver: new BaseResolver()
  })
  return problems.map(({ location, message, ruleId }) => `${ruleId} ${location[0]?.pointer}: ${message}`)
}

it("is a document that the linter has nothing to say of", async () => {
  expect(await lint(OpenApi.fromApi(NexioApi))).toEqual([])
})

it("is linted indeed: what is wrong with a document is found", async () => {
  const { license: _, ...info } = OpenApi.fromApi(NexioApi).info
  const problems = await lint({ openapi: "3.1.0", info, paths: { "/x": { get: { responses: {} } } } })
  expect(problems.map((problem) => problem.split(" ", 1)[0])).toEqual(
    expect.arrayContaining(["info-license", "operation-summary", "security-defined", "operation-4xx-response"])
  )
})
