/** Idempotency-Key over several servers of one deployment. */
import fc from "fast-check"
import { expect, it } from "vitest"
import { rowsOf } from "../Rows.ts"
import type { Deployment } from "./Deployment.ts"

const rounds = { numRuns: process.env["NEXIO_HUNT"] === undefined ? 8 : 500 }

/** What can be asked for once, where its effect is counted, and what only the first answer shows. */
const requests = {
  "/api/v1/runs": { body: { input: { n: 1 } }, table: "runs" },
  "/api/v1/environments": { body: { slug: "dev" }, table: "environments" },
  "/api/v1/api-keys": { body: { name: "CI", environment_slug: "live" }, table: "api_keys", once: "key" },
  "/api/v1/webhooks": {
    body: { url: "https://example.com/", events: ["run.completed"] },
    table: "endpoints",
    once: "secret"
  }
} as const

const idempotencyKey = fc.string({
  unit: fc.integer({ min: 33, max: 126 }).map((code) => String.fromCharCode(code)),
  minLength: 1,
  maxLength: 255
})

export const twins = (deployment: () => Deployment): void => {
  it("does once what twins at three servers ask for under one key, and answers all of them alike", async () => {
    await fc.assert(
      fc.asyncProperty(idempotencyKey, fc.integer({ min: 2, max: 12 }), async (key, twins) => {
        const org = await deployment().found()
        const count = async (table: string): Promise<number> =>
          (await rowsOf(deployment().database, `select 1 as one from ${table} where org_id = '${org.id}'`)).length
        for (const [path, request] of Object.entries(requests)) {
          const before = await count(request.table)
          const answers = await Promise.all(
            Array.from({ length: twins }, (_, twin) =>
              deployment().client(twin, org.key)("POST", path, request.body, { "idempotency-key": key })
            )
          )
          const replayed = answers.filter(({ headers }) => headers.get("idempotent-replayed") === "true")
          const [first, ...others] = answers.filter((answer) => !replayed.includes(answer))
          expect([first?.status, others]).toEqual([path.endsWith("/runs") ? 202 : 201, []])
          const { ["once" in request ? request.once : ""]: shownOnce, ...shown } = first?.body ?? {}
          if ("once" in request) expect(shownOnce).toEqual(expect.any(String))
          for (const { body, status } of replayed) expect([status, body]).toEqual([first?.status, shown])
          expect(await count(request.table)).toBe(before + 1)
        }
      }),
      rounds
    )
  })
}
