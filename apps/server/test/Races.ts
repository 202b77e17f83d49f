/** What holds however many callers ask at once, at one server or at several of one deployment. */
import fc from "fast-check"
import { expect, it } from "vitest"
import type { Answer, Client } from "./Client.ts"

const callers = 64

export interface Limits {
  readonly environment_limit?: number
  readonly endpoint_limit?: number
}

const atOnce = <A>(ask: (caller: number) => Promise<A>): Promise<ReadonlyArray<A>> =>
  Promise.all(Array.from({ length: callers }, (_, caller) => ask(caller)))

/** How many were answered with each status and code. */
const tally = (answers: ReadonlyArray<Answer>): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(Object.groupBy(answers, ({ body, status }) => `${status} ${body?.code ?? ""}`.trim())).map(
      ([answer, same]) => [answer, same?.length ?? 0]
    )
  )

const slugsOf = async (live: Client): Promise<ReadonlyArray<string>> =>
  (await live("GET", "/api/v1/environments")).body.data.map(({ slug }: { readonly slug: string }) => slug)

const createEnvironment = (live: Client, slug: string) => live("POST", "/api/v1/environments", { slug })

const url = "https://example.com/hooks"
const createEndpoint = (live: Client, active = true) =>
  live("POST", "/api/v1/webhooks", { url, events: ["run.completed"], active })

const activeEndpoints = async (live: Client): Promise<number> =>
  (await live("GET", "/api/v1/webhooks?limit=100")).body.data.filter(
    ({ active }: { readonly active: boolean }) => active
  ).length

const write = fc.record({ creates: fc.boolean(), slug: fc.constantFrom("a", "b", "c", "d", "e", "f", "g") })
const runs = { numRuns: process.env["NEXIO_HUNT"] === undefined ? 15 : 1_000 }

/** `found` gives a new org with such limits: a client of its live key, each call of which may go to any server. */
export const races = (found: (limits?: Limits) => Promise<Client>): void => {
  it("gives 64 callers at once five environments, and refuses the other 59 by the limit's name", async () => {
    const live = await found()
    const answers = await atOnce((caller) => createEnvironment(live, `dev_${caller}`))
    expect(tally(answers)).toEqual({ "201": 5, "409 environment_limit_reached": 59 })
    const created = answers.filter(({ status }) => status === 201).map(({ body }) => body.slug)
    const [first, ...others] = await slugsOf(live)
    expect(first).toBe("live")
    expect(others.toSorted()).toEqual(created.toSorted())
  })

  it("gives one of 64 callers at once the slug that all of them ask for", async () => {
    const live = await found()
    const answers = await atOnce(() => createEnvironment(live, "dev"))
    expect(tally(answers)).toEqual({ "201": 1, "409 slug_taken": 63 })
    expect(await slugsOf(live)).toEqual(["live", "dev"])
  })

  it("deletes an environment once, whoever of 64 callers comes first", async () => {
    const live = await found()
    await createEnvironment(live, "dev")
    const answers = await atOnce(() => live("DELETE", "/api/v1/environments/dev"))
    expect(tally(answers)).toEqual({ "204": 1, "404 not_found": 63 })
    expect(await slugsOf(live)).toEqual(["live"])
  })

  it("gives 64 callers at once as many webhook endpoints as endpoint_limit says", async () => {
    const live = await found({ endpoint_limit: 7 })
    const answers = await atOnce(() => createEndpoint(live))
    expect(tally(answers)).toEqual({ "201": 7, "409 endpoint_limit_reached": 57 })
    expect(await activeEndpoints(live)).toBe(7)
  })

  it("lets no more endpoints be active than endpoint_limit says when 64 callers activate them at once", async () => {
    const live = await found({ endpoint_limit: 7 })
    const ids = (await atOnce(() => createEndpoint(live, false))).map(({ body }) => body.id)
    expect(await activeEndpoints(live)).toBe(0)
    const answers = await atOnce((caller) => live("PATCH", `/api/v1/webhooks/${ids[caller]}`, { active: true }))
    expect(tally(answers)).toEqual({ "200": 7, "409 endpoint_limit_reached": 57 })
    expect(await activeEndpoints(live)).toBe(7)
  })

  it("has always what the answered creations and deletions leave, and never more than the limit", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 5 }),
        fc.array(write, { minLength: 1, maxLength: 40 }),
        async (environment_limit, writes) => {
          const live = await found({ environment_limit })
          const answers = await Promise.all(
            writes.map(async ({ creates, slug }) => ({
              slug,
              answer: creates
                ? await createEnvironment(live, slug)
                : await live("DELETE", `/api/v1/environments/${slug}`)
            }))
          )
          const present = new Map<string, number>()
          for (const { answer, slug } of answers) {
            const change = { 201: 1, 204: -1 }[answer.status] ?? 0
            if (change === 0) expect([404, 409]).toContain(answer.status)
            present.set(slug, (present.get(slug) ?? 0) + change)
          }
          for (const count of present.values()) expect([0, 1]).toContain(count)
          const left = [...present.keys()].filter((slug) => present.get(slug) === 1)
          const [, ...others] = await slugsOf(live)
          expect(others.toSorted()).toEqual(left.toSorted())
          expect(others.length).toBeLessThanOrEqual(environment_limit)
        }
      ),
      runs
    )
  })
}
