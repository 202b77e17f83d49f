import { afterAll, beforeAll } from "vitest"
import type { Client } from "../Client.ts"
import { deletions } from "../Deletions.ts"
import { races } from "../Races.ts"
import { access } from "./Access.ts"
import { caps } from "./Caps.ts"
import { Deployment } from "./Deployment.ts"
import { rateLimits } from "./RateLimits.ts"
import { twins } from "./Twins.ts"

let deployment: Deployment

beforeAll(async () => {
  deployment = await Deployment.start(3, { NEXIO_TRUST_PROXY: "127.0.0.1" })
})
afterAll(() => deployment[Symbol.asyncDispose]())

/** A client that goes to each server in turn. */
const inTurn = (clients: ReadonlyArray<Client>): Client => {
  let turn = 0
  return (...asked) => clients[turn++ % clients.length]!(...asked)
}

deletions(async () => {
  const org = await deployment.found({ endpoint_limit: 100 })
  const { database } = deployment
  const client = (key: string) => inTurn(deployment.clients(key))
  return { database, live: client(org.key), client }
})
races(async (limits) => inTurn(deployment.clients((await deployment.found(limits)).key)))
caps(() => deployment)
twins(() => deployment)
access(() => deployment)
rateLimits(() => deployment)
