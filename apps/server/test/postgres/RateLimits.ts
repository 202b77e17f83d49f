/** Rate limits over several servers of one deployment: one figure for all. */
import { expect, it } from "vitest"
import type { Answer } from "../Client.ts"
import { rowsOfPostgres } from "../Rows.ts"
import { operatorToken } from "../TestServer.ts"
import { withinAMinute } from "../WithinAMinute.ts"
import type { Deployment } from "./Deployment.ts"

const run = { input: {} }

const setLimit = async (deployment: Deployment, id: string, rate_limit_per_minute: number | null) => {
  const operator = deployment.client(0, operatorToken)
  expect((await operator("PATCH", `/admin/v1/orgs/${id}`, { rate_limit_per_minute })).status).toBe(200)
}

/** An org with a key of live and one of what is not. */
const limited = async (deployment: Deployment, limit: number) => {
  const org = await deployment.found()
  const live = deployment.client(0, org.key)
  await live("POST", "/api/v1/environments", { slug: "dev" })
  const { body } = await live("POST", "/api/v1/api-keys", { name: "A key", environment_slug: "dev" })
  await setLimit(deployment, org.id, limit)
  return { ...org, devKey: body.key as string }
}

/** So many requests at once, each at the server after the one before's. */
const storm = (deployment: Deployment, key: string, count: number): Promise<ReadonlyArray<Answer>> =>
  Promise.all(Array.from({ length: count }, (_, nth) => deployment.client(nth, key)("POST", "/api/v1/runs", run)))

const admitted = (answers: ReadonlyArray<Answer>): number => {
  expect([...new Set(answers.map(({ status }) => status))].filter((status) => ![202, 429].includes(status))).toEqual([])
  return answers.filter(({ status }) => status === 202).length
}

export const rateLimits = (deployment: () => Deployment): void => {
  it("admits at three servers together what one limit says, and half of it to what is not live", () =>
    withinAMinute(async () => {
      const { devKey, key } = await limited(deployment(), 30)
      expect(admitted(await storm(deployment(), devKey, 60))).toBe(15)
      expect(admitted(await storm(deployment(), key, 60))).toBe(15)
    }))

  it("admits at three servers at least 95 of 100 of a limit that they share in allotments, and never more than all", () =>
    withinAMinute(async () => {
      const { key } = await limited(deployment(), 300)
      const answers = await storm(deployment(), key, 400)
      expect(admitted(answers)).toBeGreaterThanOrEqual(285)
      expect(admitted(answers)).toBeLessThanOrEqual(300)
      for (const { headers, status } of answers) {
        expect(headers.get("ratelimit-limit")).toBe("300")
        expect(headers.get("retry-after")).toBe(status === 429 ? headers.get("ratelimit-reset") : null)
      }
    }))

  it("holds every server to another limit from when it was set, at whichever", () =>
    withinAMinute(async () => {
      const { id, key } = await limited(deployment(), 3)
      expect(admitted(await storm(deployment(), key, 6))).toBe(3)
      await setLimit(deployment(), id, 5)
      expect(admitted(await storm(deployment(), key, 6))).toBe(2)
      await setLimit(deployment(), id, null)
      expect(admitted(await storm(deployment(), key, 6))).toBe(6)
    }))

  it("answers 503 where it cannot count, to orgs with a limit alone", async () => {
    const [{ key }, free] = [await limited(deployment(), 100), await deployment().found()]
    const asOwner = (statement: string) => rowsOfPostgres(deployment().database, statement)
    await asOwner("revoke update on nexio.rate_limits from nexio_server")
    const refused = await deployment().client(0, key)("GET", "/api/v1/me")
    expect([refused.status, refused.body.code]).toEqual([503, "auth_unavailable"])
    expect((await deployment().client(0, free.key)("GET", "/api/v1/me")).status).toBe(200)
    await asOwner("grant update on nexio.rate_limits to nexio_server")
    expect((await deployment().client(0, key)("GET", "/api/v1/me")).status).toBe(200)
  })
}
