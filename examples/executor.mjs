// Executes the runs of an engine, each once, until it is stopped: node examples/executor.mjs <port> <the engine's secret>
import { createHmac, timingSafeEqual } from "node:crypto"
import { createServer } from "node:http"

const [port, secret] = process.argv.slice(2)

const maxAgeSeconds = 5 * 60

const isSigned = (headers, body) => {
  const [timestamp, ...signatures] = (headers["x-nexio-signature"] ?? "").split(",").map((part) => part.split("=")[1])
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= maxAgeSeconds)) return false
  const expected = createHmac("sha256", secret).update(`${timestamp}.`).update(body).digest()
  return signatures.some((hex = "") => {
    const signature = Buffer.from(hex, "hex")
    return signature.length === expected.length && timingSafeEqual(signature, expected)
  })
}

/** What each run came to. After a crash of the server the same run comes again, and is answered the same. */
const outcomes = new Map()

const execute = ({ input }) =>
  typeof input.text === "string"
    ? { stage: "counted", output: { words: input.text.split(/\s+/).filter(Boolean).length } }
    : { status: "failed", error: "no_text", error_details: { expected: "input.text" } }

createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  if (!isSigned(request.headers, body)) return response.writeHead(401).end()
  const id = request.headers["x-nexio-run"]
  if (!outcomes.has(id)) outcomes.set(id, execute(JSON.parse(body.toString())))
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(outcomes.get(id)))
}).listen(Number(port), "127.0.0.1", function () {
  console.log(`executes at http://127.0.0.1:${this.address().port}/`)
})
