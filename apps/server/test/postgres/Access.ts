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
    fc.record({ roll: fc.integer({ min: 0, max: 3 }), overlap: fc.constantFrom(0, 60) }),
    fc.record({ delete: fc.constantFrom("a", "b") }),
    fc.record({ suspend: fc.boolean() })
  ),
  server: fc.integer({ min: 0, max: 2 })
})
type Change = typeof change extends fc.Arbitrary<infer A> ? A : never

/** Asks for a change, and gives how it was answered, with the new key of a roll. */
const perform = async (
  deployment: Deployment,
  { server, what }: Change,
  org: Awaited<ReturnType<typeof makeOrg>>
): Promise<{ readonly status: number; readonly fresh?: Key }> => {
  if ("suspend" in what) {
    const operator = deployment.client(server, operatorToken)
    return await operator("PATCH", `/admin/v1/orgs/${org.id}`, { suspended: what.suspend })
  }
  if ("roll" in what) {
    const { environment, id } = org.keys[what.roll]!
    const live = deployment.client(server, org.live)
    const { body, status } = await live("POST", `/api/v1/api-keys/${id}/roll`, { overlap_seconds: what.overlap })
    return status === 201 ? { status, fresh: { id: body.id, key: body.key, environment } } : { status }
  }
  const path = "delete" in what ? `environments/${what.delete}` : `api-keys/${org.keys[what.revoke]?.id}`
  return await deployment.client(server, org.live)("DELETE", `/api/v1/${path}`)
}

/** How a key was met: of many 401s to one address the later are 429s, and this org has no limit of its own. */
const admitted = ({ status }: { readonly status: number }): number =>
  status === 202 ? 200 : status === 429 ? 401 : status

export const access = (deployment: () => Deployment): void => {
  it("lets in whom the last acknowledged change leaves a right to it, at every server from the next request on", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const org = await makeOrg(deployment())
        const refused = new Set<Key>()
        let suspended = false

        const rolled = new Set<Key>()
        const all: Array<Key> = [{ id: "", key: org.live, environment: "live" }, ...org.keys]
        /** A read and a write with each key at each server, without waiting. */
        const ask = () =>
          all.flatMap(({ key }) =>
            deployment()
              .clients(key)
              .flatMap((client) => [
                client("GET", "/api/v1/runs?limit=1").then(admitted),
                client("POST", "/api/v1/runs", { input: {} }).then(admitted)
              ])
          )
        const expected = () =>
          all
            .map((key) => (refused.has(key) ? 401 : suspended ? 403 : 200))
            .flatMap((status) => Array<number>(2 * deployment().servers.length).fill(status))

        for (const one of changes) {
          const before = expected()
          const underWay = ask()
          const { fresh, status } = await perform(deployment(), one, org)
          if (fresh !== undefined) all.push(fresh)
          const next = ask()

          if ("suspend" in one.what) {
            expect(status).toBe(200)
            suspended = one.what.suspend
          } else if (suspended) expect(status).toBe(403)
          else if ("roll" in one.what) {
            const old = org.keys[one.what.roll]!
            expect(status).toBe(refused.has(old) || rolled.has(old) ? 409 : 201)
            rolled.add(old)
            if (one.what.overlap === 0 && status === 201) refused.add(old)
          } else {
            const { what } = one
            const concerned =
              "delete" in what ? all.filter(({ environment }) => environment === what.delete) : [org.keys[what.revoke]!]
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
