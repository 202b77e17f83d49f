import { join } from "node:path"
import { afterAll, beforeAll } from "vitest"
import { clientOf } from "./Client.ts"
import { deletions } from "./Deletions.ts"
import { races } from "./Races.ts"
import { makeFolder, type ServerProcess, startServer } from "./ServerProcess.ts"
import { operatorToken } from "./TestServer.ts"

const folder = makeFolder()
let server: ServerProcess

beforeAll(async () => {
  server = await startServer(folder.path, { NEXIO_OPERATOR_TOKEN: operatorToken, NEXIO_TRUST_PROXY: "127.0.0.1" })
})
afterAll(async () => {
  await server.stop()
  folder[Symbol.dispose]()
})

deletions(async () => {
  const operator = clientOf(server.url, operatorToken)
  const { body } = await operator("POST", "/admin/v1/orgs", { name: "Acme", endpoint_limit: 100 })
  const client = (key: string) => clientOf(server.url, key)
  return { database: join(folder.path, "nexio.db"), live: client(body.api_key), client }
})
races(async (limits = {}) => {
  const operator = clientOf(server.url, operatorToken)
  const { body } = await operator("POST", "/admin/v1/orgs", { name: "Acme", ...limits })
  return clientOf(server.url, body.api_key)
})
