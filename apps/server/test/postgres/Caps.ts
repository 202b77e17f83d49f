/** The caps, and the rules of slugs, over several servers of one deployment. */
import fc from "fast-check"
import { expect, it } from "vitest"
import type { Deployment } from "./Deployment.ts"

const rounds = { numRuns: process.env["NEXIO_HUNT"] === undefined ? 10 : 200 }
const limits = fc.record({
  environment_limit: fc.integer({ min: 0, max: 6 }),
  endpoint_limit: fc.integer({ min: 0, max: 6 })
})
/** Which slug each of 64 callers asks for, among more than the cap lets be. */
const slugs = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 64, maxLength: 64 })

export const caps = (deployment: () => Deployment): void => {
  it("lets 64 callers at three servers pass no cap, and refuses each for what was so when it came", async () => {
    await fc.assert(
      fc.asyncProperty(limits, slugs, async ({ endpoint_limit, environment_limit }, wanted) => {
        const org = await deployment().found({ environment_limit, endpoint_limit })
        const [environments, endpoints] = await Promise.all([
          Promise.all(
            wanted.map(async (nth, caller) => {
              const slug = `dev_${nth}`
              const { body, status } = await deployment().client(caller, org.key)("POST", "/api/v1/environments", {
                slug
              })
              return { slug, answer: status === 201 ? 201 : body.code }
            })
          ),
          Promise.all(
            wanted.map(async (_, caller) => {
              const endpoint = { url: "https://example.com/", events: ["run.completed"] }
              const { body, status } = await deployment().client(caller, org.key)("POST", "/api/v1/webhooks", endpoint)
              return status === 201 ? 201 : body.code
            })
          )
        ])

        const created = environments.filter(({ answer }) => answer === 201).map(({ slug }) => slug)
        expect(created.length).toBe(Math.min(environment_limit, new Set(wanted).size))
        expect(new Set(created).size).toBe(created.length)
        for (const { answer, slug } of environments.filter(({ answer }) => answer !== 201)) {
          expect(answer).toBe(created.includes(slug) ? "slug_taken" : "environment_limit_reached")
        }
        for (const live of deployment().clients(org.key)) {
          const { data } = (await live("GET", "/api/v1/environments")).body
          const [first, ...others]: ReadonlyArray<{ slug: string; kind: string }> = data
          expect(first).toMatchObject({ slug: "live", kind: "live" })
          expect(others.map(({ slug }) => slug).toSorted()).toEqual(created.toSorted())
          expect(others.every(({ kind }) => kind === "environment")).toBe(true)
        }
        expect(endpoints.filter((answer) => answer === 201).length).toBe(endpoint_limit)
        expect(endpoints.filter((answer) => answer === "endpoint_limit_reached").length).toBe(64 - endpoint_limit)
      }),
      rounds
    )
  })
}
