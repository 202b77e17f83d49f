/**
 * Deliveries from a backlog of ten endpoints on PostgreSQL, signed, guarded, logged and recorded, against graphile-worker
 * with a signed POST as its job, which does none of the rest.
 */
import { makeWorkerUtils } from "graphile-worker"
import * as Backlog from "./Backlog.ts"
import { bytes, concurrency, drain } from "./Drain.ts"
import * as Measurement from "./Measurement.ts"
import { settle, withPostgres } from "./Postgres.ts"
import * as Receiver from "./Receiver.ts"
import { bundle, peer, settings } from "./Server.ts"

const endpoints = 10
const runs = 800
const deliveries = endpoints * runs

export const sendingOnPostgres = Measurement.make({
  name: "deliveries-postgres",
  peers: [
    "graphile-worker: `localQueue: { size: 500 }`, `completeJobBatchDelay: 0`, `failJobBatchDelay: 0` and `maxPoolSize: 25` \
(<https://worker.graphile.org/docs/performance>), `concurrentJobs: 128`, which suit jobs that wait, and no log; jobs \
without a queue of their own, so that they run side by side"
  ],
  rows: [
    { work: "deliveries of a backlog on PostgreSQL, signed, logged and recorded, a second", figure: "ours" },
    {
      work: "graphile-worker, a signed POST as its job",
      figure: "graphile",
      ratio: ["ours", "graphile"],
      target: { atLeast: 1 }
    },
    { work: "of the processors, database included, for a delivery, microseconds", figure: "microseconds" },
    {
      work: "of the processors, database included, for a job",
      figure: "graphileMicroseconds",
      ratio: ["microseconds", "graphileMicroseconds"]
    }
  ],
  measure: () =>
    withPostgres(async (postgres) => {
      const receiver = await Receiver.startReceiver()
      const to = `http://127.0.0.1:${receiver.port}`
      const figures = await Measurement.rounds(async (nth) => {
        const jobs = await postgres.database(`graphile_${nth}`)
        await queue(jobs)
        await settle(jobs)
        const graphile = await drain(
          receiver,
          deliveries,
          peer("graphile-sender"),
          { DATABASE: jobs, TO: to, CONCURRENCY: String(concurrency) },
          postgres.processorSeconds
        )
        const url = await postgres.database(`ours_${nth}`)
        await Backlog.onPostgres(url, to, endpoints, runs)
        await settle(url)
        const ours = await drain(receiver, deliveries, bundle, settings(url), postgres.processorSeconds)
        return {
          graphile: graphile.perSecond,
          graphileMicroseconds: graphile.microseconds,
          ours: ours.perSecond,
          microseconds: ours.microseconds
        }
      })
      await receiver.stop()
      return figures
    })
})

/** Has bodies of the size of ours wait for graphile-worker. */
const queue = async (connectionString: string): Promise<void> => {
  const worker = await makeWorkerUtils({ connectionString })
  await worker.migrate()
  const payload = { body: "x".repeat(bytes) }
  await worker.addJobs(Array.from({ length: deliveries }, () => ({ identifier: "send", payload })))
  await worker.release()
}
