/** A deletion among all else that is asked of an environment at the same time, at one server or at several. */
import { setTimeout as after } from "node:timers/promises"
import fc from "fast-check"
import { expect, it } from "vitest"
import type { Answer, Client } from "./Client.ts"
import { counters, recounted } from "./Recount.ts"
import { rowsOf } from "./Rows.ts"
import { until } from "./Until.ts"

/** An org, whose calls may go to any server. */
export interface Setting {
  readonly database: string
  /** With its live key. */
  readonly live: Client
  readonly client: (key: string) => Client
}

const rounds = { numRuns: process.env["NEXIO_HUNT"] === undefined ? 4 : 100 }

/** What each is asked at once, so many milliseconds after the beginning. */
const kinds = ["submit", "replay", "clone", "mint", "roll", "subscribe", "me"] as const
const asked = fc.array(fc.record({ kind: fc.constantFrom(...kinds), wait: fc.integer({ min: 0, max: 60 }) }), {
  minLength: 20,
  maxLength: 60
})

const api = "/api/v1"
const hook = { url: "https://example.com/hooks", events: ["run.completed", "run.failed"] }
const newKey = { name: "A key", environment_slug: "dev" }

/** Each kind of call, and what it may be answered with beside a success: nothing else, and no 500 above all. */
const refusals: Readonly<Record<(typeof kinds)[number], ReadonlyArray<number>>> = {
  submit: [401],
  replay: [404],
  clone: [404],
  // The slug stands in the body, and a key that is rolled may have been already.
  mint: [400],
  roll: [409],
  subscribe: [401],
  me: [401]
}

/** What of an environment is not stopped. */
const leftovers = async (database: string, id: string): Promise<ReadonlyArray<unknown>> => {
  const of = `environment_id = '${id}'`
  return await rowsOf(
    database,
    `select 'key' as what, name as which from api_keys where ${of} and environment_active
     union all select 'run', status from runs where ${of} and status = 'queued'
     union all select 'endpoint', url from endpoints where ${of} and active
     union all select 'delivery', status from deliveries where ${of} and status = 'pending'`
  )
}

let calls = 0

/** Each call comes from an address of its own: many keys that no longer work are what is tried here. */
const fromAnywhere =
  (client: Client): Client =>
  (method, path, body) => {
    calls += 1
    return client(method, path, body, { "x-forwarded-for": `2001:db8:0:${calls.toString(16)}::1` })
  }

/** `found` gives a new org with plenty of room, at servers that trust 127.0.0.1 as a proxy. */
export const deletions = (found: () => Promise<Setting>): void => {
  it("leaves nothing of a deleted environment that authenticates, is queued, active or pending, whatever comes meanwhile, and counts it all", async () => {
    const property = fc.asyncProperty(asked, fc.integer({ min: 0, max: 60 }), async (asked, deletedAfter) => {
      const setting = await found()
      const { database } = setting
      const live = fromAnywhere(setting.live)
      const client = (key: string) => fromAnywhere(setting.client(key))
      const { id } = (await live("POST", `${api}/environments`, { slug: "dev" })).body
      const first = (await live("POST", `${api}/api-keys`, newKey)).body
      const rolled = (await live("POST", `${api}/api-keys`, newKey)).body
      const dev = client(first.key)
      await live("POST", `${api}/webhooks`, { ...hook, active: false })
      expect((await dev("POST", `${api}/webhooks`, hook)).status).toBe(201)
      const originals = [(await live("POST", `${api}/runs`, { input: { a: 1 } })).body.run_id]

      const calls: Readonly<Record<(typeof kinds)[number], () => Promise<Answer>>> = {
        submit: () => dev("POST", `${api}/runs`, { input: {} }),
        replay: () => live("POST", `${api}/environments/dev/replays`, { run_ids: originals }),
        clone: () => live("POST", `${api}/environments/dev/clone`, { from: "live" }),
        mint: () => live("POST", `${api}/api-keys`, newKey),
        roll: () => live("POST", `${api}/api-keys/${rolled.id}/roll`, {}),
        subscribe: () => dev("POST", `${api}/webhooks`, hook),
        me: () => dev("GET", `${api}/me`)
      }
      const keys: Array<string> = [first.key, rolled.key]
      const runs: Array<string> = []
      const call = async ({ kind, wait }: (typeof asked)[number]) => {
        await after(wait)
        const { body, status } = await calls[kind]()
        const isRefused = refusals[kind].includes(status)
        expect(status < 300 || isRefused, `${kind}: ${status} ${JSON.stringify(body)}`).toBe(true)
        if (isRefused) return
        if (kind === "submit") runs.push(body.run_id)
        if (kind === "replay") runs.push(...body.data.map(({ run_id }: { readonly run_id: string }) => run_id))
        if (kind === "mint" || kind === "roll") keys.push(body.key)
      }
      const remove = async () => {
        await after(deletedAfter)
        expect((await live("DELETE", `${api}/environments/dev`)).status).toBe(204)
        expect(await leftovers(database, id)).toEqual([])
        for (const key of [first.key, rolled.key]) expect((await client(key)("GET", `${api}/me`)).status).toBe(401)
      }
      await Promise.all([remove(), ...asked.map(call)])

      for (const key of keys) expect((await client(key)("GET", `${api}/me`)).status).toBe(401)
      const of = `environment_id = '${id}'`
      await until(
        async () => (await rowsOf(database, `select id from runs where ${of} and completed_at is null`)).length === 0
      )
      expect(await leftovers(database, id)).toEqual([])
      const ended = await rowsOf<{ readonly id: string; readonly status: string; readonly error: string | null }>(
        database,
        `select id, status, error from runs where ${of}`
      )
      expect(runs.filter((run) => !ended.some(({ id }) => id === run))).toEqual([])
      const wrong = ended.filter(({ error, status }) => status !== "completed" && error !== "environment_deleted")
      expect(wrong).toEqual([])
      const own = ({ environment_id }: { readonly environment_id: string }) => environment_id === id
      expect((await counters(database)).filter(own)).toEqual((await recounted(database)).filter(own))
    })
    await fc.assert(property, rounds)
  })
}
