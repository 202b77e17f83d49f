/** A receiver: answers every POST at once, and tells how many there were, and when it was asked, in milliseconds. */
import { createServer } from "node:http"

let received = 0
createServer((request, response) => {
  if (request.method === "POST") {
    received += 1
    request.resume()
    return void response.end()
  }
  response.end(JSON.stringify({ received, at: performance.timeOrigin + performance.now() }))
}).listen(Number(process.env["PORT"]), "127.0.0.1")
process.on("SIGTERM", () => process.exit(0))
