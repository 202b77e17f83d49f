/** Who gets in, at each of several servers of one deployment. */
import fc from "fast-check"
import { expect, it } from "vitest"
import { operatorToken } from "../TestServer.ts"
import type { Deployment } from "./Deployment.ts"

const rounds = { numRuns: process.env["NEXIO_HUNT"] === undefined ? 12 : 1_000 }

interface Key {
  readonly id: string
  readonly key: string
  readonly environment: string
}

/** An org with two environments, each with two keys besides the live one that does the changes. */
const makeOrg = async (deployment: Deployment) => {
  const { id, key } = await deployment.found()
  const live = deployment.client(0, key)
  const keys: Array<Key> = []
  for (const environment of ["a", "b"]) {
    await live("POST", "/api/v1/environments", { slug: environment })
    for (const name of ["first", "second"]) {
      const { body } = await live("POST", "/api/v1/api-keys", { name, environment_slug: environment })
      keys.push({ id: body.id, key: body.key, environment })
    }
  }
  return { id, live: key, keys }
}

/** What changes who gets in, and at which server it is asked for. */
const change = fc.record({
  what: fc.oneof(
    fc.record({ revoke: fc.integer({ min: 0, max: 3 }) }),
    fc.record({ delete: fc.constantFrom("a", "b") }),
    fc.record({ suspend: fc.boolean() })
  ),
  server: fc.integer({ min: 0, max: 2 })
})
type Change = typeof change extends fc.Arbitrary<infer A> ? A : never

/** Asks for a change, and gives how it was answered. */
const perform = async (
  deployment: Deployment,
  { server, what }: Change,
  org: Awaited<ReturnType<typeof makeOrg>>
): Promise<number> => {
  if ("suspend" in what) {
    const operator = deployment.client(server, operatorToken)
    return (await operator("PATCH", `/admin/v1/orgs/${org.id}`, { suspended: what.suspend })).status
  }
  const path = "delete" in what ? `environments/${what.delete}` : `api-keys/${org.keys[what.revoke]?.id}`
  return (await deployment.client(server, org.live)("DELETE", `/api/v1/${path}`)).status
}

export const access = (deployment: () => Deployment): void => {
  it("lets in whom the last acknowledged change leaves a right to it, at every server from the next request on", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const org = await makeOrg(deployment())
        const refused = new Set<Key>()
        let suspended = false

        const all: ReadonlyArray<Key> = [{ id: "", key: org.live, environment: "live" }, ...org.keys]
        /** A read and a write with each key at each server, without waiting. */
        const ask = () =>
          all.flatMap(({ key }) =>
            deployment()
              .clients(key)
              .flatMap((client) => [
                client("GET", "/api/v1/runs?limit=1").then(({ status }) => status),
                client("POST", "/api/v1/runs", { input: {} }).then(({ status }) => (status === 202 ? 200 : status))
              ])
          )
        const expected = () =>
          all
            .map((key) => (refused.has(key) ? 401 : suspended ? 403 : 200))
            .flatMap((status) => Array<number>(2 * deployment().servers.length).fill(status))

        for (const one of changes) {
          const before = expected()
          const underWay = ask()
          const status = await perform(deployment(), one, org)
          const next = ask()

          if ("suspend" in one.what) {
            expect(status).toBe(200)
            suspended = one.what.suspend
          } else if (suspended) expect(status).toBe(403)
          else {
            const { what } = one
            const concerned =
              "delete" in what
                ? org.keys.filter(({ environment }) => environment === what.delete)
                : [org.keys[what.revoke]!]
            for (const key of concerned) refused.add(key)
          }
          const after = expected()
          expect(await Promise.all(next)).toEqual(after)
          for (const [index, answer] of (await Promise.all(underWay)).entries()) {
            expect([before[index], after[index]]).toContain(answer)
          }
        }
      }),
      rounds
    )
  })
}
