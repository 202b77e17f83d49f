import { Receiver } from "@nexio/testing/receiver"
import { expect, inject, it, onTestFinished } from "vitest"
import { clientOf } from "../Client.ts"
import { Load } from "../Load.ts"
import { reckon } from "../Reckoning.ts"
import { makeFolder, startServer } from "../ServerProcess.ts"
import { operatorToken } from "../TestServer.ts"
import { until } from "../Until.ts"
import { makeDatabase, variables } from "./Deployment.ts"
import { Line } from "./Line.ts"
import { announceTo, expectOnlyUnavailable, patience } from "./Storm.ts"

it(
  "answers in time while the database is silent, and goes on by itself with the one that takes over",
  async () => {
    const { drop, url: database } = await makeDatabase(inject("postgres"))
    onTestFinished(() => void drop())
    using folder = makeFolder()
    await using line = await Line.to(database)
    await using receiver = await Receiver.listen()
    const server = await startServer(folder.path, { ...variables, NEXIO_DATABASE_URL: line.url })
    const operator = clientOf(server.url, operatorToken)
    const { api_key, id } = (await operator("POST", "/admin/v1/orgs", { name: "Acme" })).body
    const live = clientOf(server.url, api_key)
    await announceTo(receiver, live)

    const load = Load.start(() => [live])
    const grow = () => {
      const enough = load.acknowledged.size + 100
      return until(() => load.acknowledged.size > enough)
    }
    await grow()
    line.silence()
    const asked = performance.now()
    const refused = await Promise.all([
      live("POST", "/api/v1/environments", { slug: "dev" }),
      live("POST", "/api/v1/runs", { input: {} }, { "idempotency-key": "once" }),
      live("GET", "/api/v1/usage"),
      operator("GET", "/admin/v1/orgs"),
      clientOf(server.url)("GET", "/ready")
    ])
    expect(refused.map(({ status }) => status)).toEqual([503, 503, 503, 503, 503])
    expect(performance.now() - asked).toBeLessThan(15_000)
    expect((await clientOf(server.url)("GET", "/health")).status).toBe(200)
    line.renew()
    await grow()
    await until(async () => (await clientOf(server.url)("GET", "/ready")).status === 200)
    await load.stop()

    expectOnlyUnavailable(load)
    await reckon({ database, acknowledged: load.acknowledged, receiver, orgs: [{ id, live }] })
    expect(await server.stop()).toBe(0)
  },
  patience
)
