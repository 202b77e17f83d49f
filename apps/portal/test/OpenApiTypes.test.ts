import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { NexioApi } from "@nexio/adapters-http/api"
import { OpenApi } from "effect/http-api"
import openapi, { astToString, type OpenAPI3 } from "openapi-typescript"
import { expect, it } from "vitest"

const golden = join(import.meta.dirname, "../src/api/openapi.d.ts")

it("calls what the server serves: its types come from the document; NEXIO_GOLDEN=write writes them anew", async () => {
  const document: unknown = JSON.parse(JSON.stringify(OpenApi.fromApi(NexioApi)))
  const types = astToString(
    await openapi(document as OpenAPI3, { alphabetize: true, emptyObjectsUnknown: true, silent: true })
  )
  if (process.env["NEXIO_GOLDEN"] === "write") writeFileSync(golden, types)
  // As a boolean, since a difference would be thousands of lines.
  expect(types === readFileSync(golden, "utf8")).toBe(true)
})
