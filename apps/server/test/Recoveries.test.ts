import { join } from "node:path"
import { setImmediate } from "node:timers/promises"
import { Receiver } from "@nexio/testing/receiver"
import Database from "better-sqlite3"
import { expect, it } from "vitest"
import { type Client, clientOf } from "./Client.ts"
import { Deployment, variables } from "./postgres/Deployment.ts"
import { rowsOfPostgres } from "./Rows.ts"
import { makeFolder, startServer } from "./ServerProcess.ts"
import { operatorToken } from "./TestServer.ts"

const hunts = process.env["NEXIO_HUNT"] !== undefined

/** How many failed since the instant that is asked for, beside as many that failed before, and as many that succeeded since. */
const count = hunts ? 100_000 : 1_200

const since = Date.now() - 86_400_000

interface Started extends AsyncDisposable {
  readonly url: string
  readonly run: (sql: string) => Promise<unknown>
}

const databases: Readonly<Record<string, () => Promise<Started>>> = {
  SQLite: async () => {
    const folder = makeFolder()
    const { kill, url } = await startServer(folder.path, variables)
    return {
      url,
      run: async (sql) => {
        const db = new Database(join(folder.path, "nexio.db"))
        db.exec(sql)
        db.close()
        // Written in one go, it would be over before this process hears which of its connections were closed meanwhile.
        await setImmediate()
      },
      [Symbol.asyncDispose]: async () => {
        await kill()
        folder[Symbol.dispose]()
      }
    }
  },
  PostgreSQL: async () => {
    const deployment = await Deployment.start(1)
    return {
      url: deployment.servers[0]!.url,
      run: (sql) => rowsOfPostgres(deployment.database, sql),
      [Symbol.asyncDispose]: () => deployment[Symbol.asyncDispose]()
    }
  }
}

const idOf = (at: number, nth: number) => {
  const time = at.toString(16).padStart(12, "0")
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${nth.toString(16).padStart(12, "0")}`
}

const nthsOf = (from: number, length = count) => Array.from({ length }, (_, nth) => from + nth)

/** Events of an endpoint with one delivery each, written past the server, as many as fit into a statement at once. */
const writeHistory = async (
  { run }: Started,
  of: { readonly orgId: string; readonly environmentId: string; readonly endpointId: string },
  { at, from, status }: { readonly at: number; readonly from: number; readonly status: string }
) => {
  const { endpointId, environmentId, orgId } = of
  for (let begin = from; begin < from + count; begin += 1_000) {
    const nths = nthsOf(begin, Math.min(1_000, from + count - begin))
    const scope = `'${orgId}', '${environmentId}'`
    const payload = `{"padding":"${"x".repeat(1_000)}"}`
    const events = nths.map((nth) => `(${scope}, 'evt_${idOf(at, nth)}', 'run.completed', '${payload}', ${at})`)
    const deliveries = nths.map(
      (nth) =>
        `(${scope}, '${idOf(at, nth)}', '${endpointId}', 'evt_${idOf(at, nth)}', 'https://example.com/', '${status}', 10, ${at}, ${at})`
    )
    await run(`insert into events (org_id, environment_id, id, type, payload, created_at) values ${events.join()}`)
    await run(`insert into deliveries (org_id, environment_id, id, endpoint_id, event_id, url, status, failures,
      created_at, ended_at) values ${deliveries.join()}`)
  }
}

it.each(Object.entries(databases))(
  `recovers ${count} failed deliveries in one call, each once, soon, and in little memory, on %s`,
  async (_, start) => {
    await using receiver = await Receiver.listen()
    await using started = await start()
    const operator: Client = clientOf(started.url, operatorToken)
    const { api_key, id: orgId } = (await operator("POST", "/admin/v1/orgs", { name: "Acme" })).body
    const live = clientOf(started.url, api_key)
    const made = { url: receiver.url, events: ["run.completed"] }
    const { id: endpointId } = (await live("POST", "/api/v1/webhooks", made)).body
    const { id: environmentId } = (await live("GET", "/api/v1/me")).body.environment
    const of = { orgId, environmentId, endpointId }
    await writeHistory(started, of, { at: since - 1, from: 0, status: "failed" })
    await writeHistory(started, of, { at: since, from: count, status: "failed" })
    await writeHistory(started, of, { at: since, from: 2 * count, status: "succeeded" })

    const memory = async () => {
      const headers = { authorization: `Bearer ${operatorToken}` }
      const metrics = await (await fetch(`${started.url}/admin/v1/metrics`, { headers })).text()
      return Number(/^process_resident_memory_bytes (\S+)$/m.exec(metrics)![1])
    }
    const before = await memory()
    const begun = performance.now()
    const recover = () =>
      live("POST", `/api/v1/webhooks/${endpointId}/recover`, { since: new Date(since).toISOString() })
    expect(await recover()).toMatchObject({ status: 202, body: { recovered: count } })
    const [took, grew] = [performance.now() - begun, (await memory()) - before]
    // Some thirty times what it takes; in a hunt, where there is enough for what grows faster than it should.
    if (hunts) expect(took).toBeLessThan(2 * count)
    expect(grew).toBeLessThan(200 * 2 ** 20)

    expect(await recover()).toMatchObject({ status: 202, body: { recovered: 0 } })
    await receiver.waitFor(count, 10_000 + 5 * count)
    const sent = receiver.requests.map(({ headers }) => headers["webhook-id"])
    expect(new Set(sent)).toEqual(new Set(nthsOf(count).map((nth) => `evt_${idOf(since, nth)}`)))
    expect(sent.length).toBe(count)
  }
)
