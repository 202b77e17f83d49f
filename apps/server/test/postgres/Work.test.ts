import { Receiver } from "@nexio/testing/receiver"
import { expect, it } from "vitest"
import type { Client } from "../Client.ts"
import { reckon } from "../Reckoning.ts"
import { Deployment } from "./Deployment.ts"

const runs = process.env["NEXIO_HUNT"] === undefined ? 500 : 10_000
const callers = 32

/** An org's live key and one of another environment, whose events both go to the receiver. */
const found = async (deployment: Deployment, receiver: Receiver) => {
  const { id, key } = await deployment.found()
  const live = deployment.client(0, key)
  await live("POST", "/api/v1/environments", { slug: "dev" })
  const dev = (await live("POST", "/api/v1/api-keys", { name: "CI", environment_slug: "dev" })).body.key
  for (const of of [key, dev]) {
    const answer = await deployment.client(1, of)("POST", "/api/v1/webhooks", {
      url: receiver.url,
      events: ["run.completed", "run.failed", "run.cancelled"]
    })
    expect(answer.status).toBe(201)
  }
  return { id, live, keys: [key, dev] }
}

it(`ends each of ${runs} runs that come in at three servers once, and sends each event once`, async () => {
  await using receiver = await Receiver.listen()
  await using deployment = await Deployment.start(3)
  const orgs = await Promise.all([0, 1, 2].map(() => found(deployment, receiver)))
  const clients: ReadonlyArray<Client> = orgs.flatMap(({ keys }) => keys.flatMap((key) => deployment.clients(key)))
  const acknowledged = new Set<string>()
  let next = 0
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (next < runs) {
        const n = next++
        const { body, status } = await clients[n % clients.length]!("POST", "/api/v1/runs", { input: { n } })
        expect(status).toBe(202)
        acknowledged.add(body.run_id)
      }
    })
  )
  expect(acknowledged.size).toBe(runs)
  // Nothing failed, so nothing was attempted twice either.
  const counted = await reckon({ database: deployment.database, acknowledged, receiver, orgs })
  expect(counted).toEqual({ runs, attempts: runs })
  expect(receiver.requests.length).toBe(runs)
  expect(await deployment.stop()).toEqual([0, 0, 0])
})
