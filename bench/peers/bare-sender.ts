/** A bare sender: signs and posts the same body, so many at once and so often in all, storing nothing. */
import { createHmac, randomBytes } from "node:crypto"
import { createServer } from "node:http"
import { Pool } from "undici"

const concurrency = Number(process.env["CONCURRENCY"])
const origin = process.env["TO"]!
const secret = randomBytes(32)
const body = "x".repeat(Number(process.env["BYTES"]))
let left = Number(process.env["DELIVERIES"])

const pool = new Pool(origin, { connections: concurrency, pipelining: 1 })
const send = (): void => {
  if (left === 0) return
  left -= 1
  const timestamp = `${Math.floor(Date.now() / 1_000)}`
  const headers = {
    "content-type": "application/json",
    "x-timestamp": timestamp,
    "x-signature": createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex")
  }
  pool.dispatch(
    { path: "/", method: "POST", headers, body },
    {
      onRequestStart: () => {},
      onResponseStart: () => {},
      onResponseData: () => {},
      onResponseEnd: send,
      onResponseError: (_controller, error) => {
        throw error
      }
    }
  )
}

createServer((_request, response) => response.end()).listen(Number(process.env["PORT"]), "127.0.0.1")
for (let nth = 0; nth < concurrency; nth += 1) send()
process.on("SIGTERM", () => process.exit(0))
