/** A bare sender: signs and posts the same body, so many at once and so often in all, storing nothing. */
import { createServer } from "node:http"
import { poster } from "./Post.ts"

const concurrency = Number(process.env["CONCURRENCY"])
const body = "x".repeat(Number(process.env["BYTES"]))
let left = Number(process.env["DELIVERIES"])

const post = poster(process.env["TO"]!, concurrency)
const send = async (): Promise<void> => {
  while (left > 0) {
    left -= 1
    await post(body)
  }
}

createServer((_request, response) => response.end()).listen(Number(process.env["PORT"]), "127.0.0.1")
for (let nth = 0; nth < concurrency; nth += 1) void send()
process.on("SIGTERM", () => process.exit(0))
