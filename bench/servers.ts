/** One server and two on one PostgreSQL, under the same load of submissions, and what the processors were busy with. */
import * as Measurement from "./Measurement.ts"
import * as Orgs from "./Orgs.ts"
import { type Postgres, settle, withPostgres } from "./Postgres.ts"
import { bundle, processorSeconds, settings, start } from "./Server.ts"
import * as Submissions from "./Submissions.ts"

const seconds = 4

export const servers = Measurement.make({
  name: "servers",
  rows: [
    { work: "submissions a second of one server on PostgreSQL, in both roles", figure: "one" },
    { work: "two servers on it, half of the connections each", figure: "two", ratio: ["two", "one"] },
    { work: "processors that one server takes", figure: "oneServers", digits: 2 },
    { work: "its database", figure: "oneDatabase", digits: 2 },
    { work: "what makes its load", figure: "oneLoad", digits: 2 },
    { work: "processors that two servers take", figure: "twoServers", digits: 2 },
    { work: "their database", figure: "twoDatabase", digits: 2 },
    { work: "what makes their load", figure: "twoLoad", digits: 2 }
  ],
  measure: () =>
    withPostgres((postgres) =>
      Measurement.rounds(async (nth) => {
        const one = await measure(postgres, `one_${nth}`, 1)
        const two = await measure(postgres, `two_${nth}`, 2)
        return {
          one: one.perSecond,
          oneServers: one.servers,
          oneDatabase: one.database,
          oneLoad: one.load,
          two: two.perSecond,
          twoServers: two.servers,
          twoDatabase: two.database,
          twoLoad: two.load
        }
      })
    )
})

const measure = async (postgres: Postgres, name: string, count: number) => {
  const url = await postgres.database(name)
  const first = await start(bundle, settings(url))
  const others = await Promise.all(Array.from({ length: count - 1 }, () => start(bundle, settings(url))))
  const servers = [first, ...others]
  const keys = await Orgs.found(first.port, Submissions.connections)
  await settle(url)
  const connections = Submissions.connections / count
  const load = (seconds: number) =>
    Promise.all(servers.map(({ port }) => Submissions.load(port, keys, { seconds, connections })))
  const taken = () => ({
    servers: servers.reduce((sum, { child }) => sum + processorSeconds(child.pid!), 0),
    database: postgres.processorSeconds()
  })
  await load(1)
  const before = taken()
  const measured = await load(seconds)
  const after = taken()
  for (const server of servers) await server.stop()
  return {
    perSecond: measured.reduce((sum, { perSecond }) => sum + perSecond, 0),
    load: measured.reduce((sum, { processor }) => sum + processor, 0),
    servers: (after.servers - before.servers) / seconds,
    database: (after.database - before.database) / seconds
  }
}
