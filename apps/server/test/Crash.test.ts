import { join } from "node:path"
import { Receiver, Reply } from "@nexio/testing/receiver"
import { expect, it } from "vitest"
import { type Client, clientOf } from "./Client.ts"
import { Load } from "./Load.ts"
import { reckon } from "./Reckoning.ts"
import { firstKey, makeFolder, type ServerProcess, startServer } from "./ServerProcess.ts"
import { until } from "./Until.ts"

const kills = process.env["NEXIO_HUNT"] ? 20 : 2

it(`loses nothing that it acknowledged when it is killed ${kills} times under load`, async () => {
  using folder = makeFolder()
  // Every tenth request is refused, so that retries are under way as well.
  await using receiver = await Receiver.listen(({ nth }) => Reply.answer(nth % 10 === 0 ? 503 : 204))
  const variables = { NEXIO_DELIVERY_RETRY: Array(40).fill("1s").join(",") }
  let server: ServerProcess = await startServer(folder.path, variables)
  const key = firstKey(folder.path)
  const live: Client = (...asked) => clientOf(server.url, key)(...asked)
  const events = ["run.completed", "run.failed", "run.cancelled"]
  expect((await live("POST", "/api/v1/webhooks", { url: receiver.url, events })).status).toBe(201)

  const load = Load.start(() => [live])
  for (let kill = 0; kill < kills; kill += 1) {
    const enough = load.acknowledged.size + 1 + Math.random() * 300
    await until(() => load.acknowledged.size > enough)
    await server.kill()
    server = await startServer(folder.path, variables)
  }
  await load.stop()

  const { acknowledged } = load
  expect(acknowledged.size).toBeGreaterThan(kills)
  const { id } = (await live("GET", "/api/v1/me")).body.org
  await reckon({ database: join(folder.path, "nexio.db"), acknowledged, receiver, orgs: [{ id, live }] })
  expect(await server.stop()).toBe(0)
})
