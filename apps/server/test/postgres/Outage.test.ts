import { PostgresCluster } from "@nexio/testing/postgres"
import { Receiver } from "@nexio/testing/receiver"
import { expect, it, onTestFinished } from "vitest"
import { clientOf } from "../Client.ts"
import { Load } from "../Load.ts"
import { reckon } from "../Reckoning.ts"
import { until } from "../Until.ts"
import { Deployment } from "./Deployment.ts"
import { announceTo, expectOnlyUnavailable, hunts, passLeases, patience } from "./Storm.ts"

const restarts = hunts ? 20 : 2

it(
  `loses nothing that it acknowledged when the database crashes ${restarts} times under load, and recovers by itself`,
  async () => {
    // Durable, as one in use is.
    const cluster = await PostgresCluster.start({ settings: {} })
    onTestFinished(() => cluster.stop())
    await using receiver = await Receiver.listen()
    const retry = { NEXIO_DELIVERY_RETRY: Array(40).fill("1s").join(",") }
    await using deployment = await Deployment.start(2, retry, cluster.url("postgres"))
    const { id, key } = await deployment.found()
    const live = deployment.client(0, key)
    await announceTo(receiver, live)

    const load = Load.start(() => deployment.clients(key))
    const statuses = async (path: string) =>
      Promise.all(deployment.servers.map(async ({ url }) => (await clientOf(url)("GET", path)).status))
    const grow = (by: number) => {
      const enough = load.acknowledged.size + by
      return until(() => load.acknowledged.size > enough)
    }
    for (let restart = 0; restart < restarts; restart += 1) {
      await grow(1 + Math.random() * 300)
      if (restart % 2 === 0) {
        // Away until everybody has noticed: alive all the same, and not ready.
        await cluster.end("SIGQUIT")
        await until(async () => (await statuses("/ready")).every((status) => status === 503))
        expect(await statuses("/health")).toEqual([200, 200])
        const refused = await live("POST", "/api/v1/runs", { input: {} })
        expect([refused.status, refused.body.code]).toEqual([503, "auth_unavailable"])
        await cluster.run()
      } else await cluster.restart("immediate")
      await until(async () => (await statuses("/ready")).every((status) => status === 200))
      await grow(50)
    }
    await load.stop()

    expectOnlyUnavailable(load)
    // Elsewhere they pass by themselves.
    if (!hunts) await passLeases(deployment.database)
    await reckon({ database: deployment.database, acknowledged: load.acknowledged, receiver, orgs: [{ id, live }] })
    expect(await deployment.stop()).toEqual([0, 0])
  },
  patience
)
