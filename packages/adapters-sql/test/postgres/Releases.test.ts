import { EngineVersion, VersionRequest } from "@nexio/core"
import * as arbitrary from "@nexio/testing/arbitraries"
import { Effect } from "effect"
import fc from "fast-check"
import { expect, it } from "vitest"
import * as PostgresServer from "./PostgresServer.ts"

const onServer = PostgresServer.open()

const request = fc.oneof(
  fc.tuple(fc.nat({ max: 14 }), fc.oneof(fc.nat({ max: 14 }), fc.constant("x"))).map((parts) => parts.join(".")),
  fc.constantFrom("0.x", "01.0", "1.00", "01.x", "00.0", "999999999.x", "999999999.999999999", "1.999999999")
)

it("means the same release in a batch as in the core, whatever there is and is asked for", () =>
  onServer(({ admin }) =>
    Effect.promise(() =>
      fc.assert(
        fc.asyncProperty(
          arbitrary.releases,
          fc.array(fc.option(request), { minLength: 20 }),
          async (releases, asked) => {
            const rows = await Effect.runPromise(
              admin<{
                readonly release: string | null
              }>`select nexio.release_of(${JSON.stringify(releases)}, asked) as release
              from jsonb_array_elements_text(${JSON.stringify(asked)}::jsonb) with ordinality as given (asked, nth) order by nth`
            )
            const meant = asked.map((text) =>
              EngineVersion.resolve(releases, text === null ? undefined : VersionRequest.VersionRequest.make(text))
            )
            expect(rows.map(({ release }) => release ?? undefined)).toEqual(meant)
          }
        ),
        { numRuns: 100 }
      )
    )
  ))

it("is part of the statement that asks, and no call for each of its rows", () =>
  onServer(({ admin }) =>
    Effect.gen(function* () {
      const plan = yield* admin<{
        readonly "QUERY PLAN": string
      }>`explain (verbose) select nexio.release_of(releases, slug) from nexio.engines`
      const text = plan.map((row) => row["QUERY PLAN"]).join()
      expect(text).toContain("jsonb_array_length")
      expect(text).not.toContain("release_of")
    })
  ))
