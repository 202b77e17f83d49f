/** Durable `POST /api/v1/runs` on PostgreSQL with 64 connections, each with the key of an org of its own. */
import * as Measurement from "./Measurement.ts"
import * as Orgs from "./Orgs.ts"
import { settle, withPostgres } from "./Postgres.ts"
import { bundle, peer, settings, start } from "./Server.ts"
import * as Submissions from "./Submissions.ts"

export const submissionOnPostgres = Measurement.make({
  name: "submission-postgres",
  peers: [
    "pg: a pool of 32 sessions, named statements, which are prepared once \
(<https://node-postgres.com/features/queries#prepared-statements>)"
  ],
  rows: [
    { work: "durable submission over HTTP, PostgreSQL, 64 orgs, in the role api, a second", figure: "ours" },
    {
      work: "plain Express on PostgreSQL, a look-up and an insert a request",
      figure: "plain",
      ratio: ["ours", "plain"],
      target: { atLeast: 2 }
    },
    { work: "ours in both roles: every run is executed and recorded", figure: "whole", ratio: ["whole", "plain"] }
  ],
  measure: () =>
    withPostgres((postgres) =>
      Measurement.rounds(async (nth) => {
        const url = await postgres.database(`plain_${nth}`)
        const plain = await start(peer("plain-express-pg"), { DATABASE: url, API_KEYS: keys.join() })
        await settle(url)
        const plainRate = await Submissions.measure(plain.port, keys)
        await plain.stop()
        return {
          plain: plainRate,
          ours: await measureOurs(await postgres.database(`ours_${nth}`), "api"),
          whole: await measureOurs(await postgres.database(`whole_${nth}`), "api,worker")
        }
      })
    )
})

const keys = Array.from({ length: Submissions.connections }, (_, nth) => `nx_live_${`${nth}`.padStart(64, "0")}`)

/** Submissions a second of a server that does nothing else, as the peer does, or that also executes what it takes. */
const measureOurs = async (url: string, roles: "api" | "api,worker"): Promise<number> => {
  const server = await start(bundle, { ...settings(url), NEXIO_ROLES: roles })
  const keys = await Orgs.found(server.port, Submissions.connections)
  await settle(url)
  const rate = await Submissions.measure(server.port, keys)
  await server.stop()
  return rate
}
