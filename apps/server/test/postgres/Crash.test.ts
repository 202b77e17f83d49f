import { Receiver, Reply } from "@nexio/testing/receiver"
import { expect, it } from "vitest"
import { Load } from "../Load.ts"
import { reckon } from "../Reckoning.ts"
import { rowsOf } from "../Rows.ts"
import { until } from "../Until.ts"
import { Deployment } from "./Deployment.ts"
import { announceTo, expectOnlyUnavailable, hunts, passLeases, patience } from "./Storm.ts"

const kills = hunts ? 20 : 2
const failovers = hunts ? 300 : 20

/** Ends some of the servers' sessions, whatever they are doing: one in so many, or all at once as a failover does. */
const endSessions = (database: string, oneIn: number) =>
  rowsOf(
    database,
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'nexio' and random() * ${oneIn} < 1`
  )

it(
  `loses nothing that it acknowledged when servers are killed ${kills} times and lose their sessions ${failovers} times`,
  async () => {
    // Every tenth request is refused, so that retries are under way as well.
    await using receiver = await Receiver.listen(({ nth }) => Reply.answer(nth % 10 === 0 ? 503 : 204))
    await using deployment = await Deployment.start(2, { NEXIO_DELIVERY_RETRY: Array(40).fill("1s").join(",") })
    const { id, key } = await deployment.found()
    const live = deployment.client(0, key)
    await announceTo(receiver, live)

    const load = Load.start(() => deployment.clients(key))
    const grow = (by: number) => {
      const enough = load.acknowledged.size + by
      return until(() => load.acknowledged.size > enough)
    }
    for (let kill = 0; kill < kills; kill += 1) {
      await grow(1 + Math.random() * 300)
      const index = Math.floor(Math.random() * 2)
      await deployment.servers[index]!.kill()
      // The other one goes on alone.
      await grow(Math.random() * 100)
      await deployment.restart(index)
    }
    // What another server's end does to one is nothing.
    expect([...load.refusals.values()]).toEqual([])
    for (let failover = 0; failover < failovers; failover += 1) {
      await grow(Math.random() * 40)
      await endSessions(deployment.database, failover % 4 === 0 ? 1 : 3)
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
