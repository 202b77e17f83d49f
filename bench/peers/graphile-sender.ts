/** graphile-worker with a signed POST as its job, set up as its documentation has it for the most jobs a second. */
import { createServer } from "node:http"
import { Logger, run } from "graphile-worker"
import { poster } from "./Post.ts"

const concurrentJobs = Number(process.env["CONCURRENCY"])
const post = poster(process.env["TO"]!, concurrentJobs)

const runner = await run({
  preset: {
    worker: {
      connectionString: process.env["DATABASE"]!,
      concurrentJobs,
      maxPoolSize: 25,
      localQueue: { size: 500 },
      completeJobBatchDelay: 0,
      failJobBatchDelay: 0,
      logger: new Logger(() => () => {})
    }
  },
  noHandleSignals: true,
  taskList: { send: (payload) => post((payload as { readonly body: string }).body) }
})
createServer((_request, response) => response.end()).listen(Number(process.env["PORT"]), "127.0.0.1")
process.on("SIGTERM", () => void runner.stop().then(() => process.exit(0)))
