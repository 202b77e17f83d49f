// Waits for one webhook, verifies its signature, prints it, and ends: node examples/receiver.mjs <port> <secret>
import { createHmac, timingSafeEqual } from "node:crypto"
import { createServer } from "node:http"

const [port, secret] = process.argv.slice(2)

const maxAgeSeconds = 5 * 60

const isSigned = (headers, body) => {
  const parts = (headers["x-nexio-signature"] ?? "").split(",").map((part) => part.split("="))
  const timestamp = parts.find(([name]) => name === "t")?.[1]
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= maxAgeSeconds)) return false
  const expected = createHmac("sha256", secret).update(`${timestamp}.`).update(body).digest()
  return parts.some(([name, hex = ""]) => {
    const signature = Buffer.from(hex, "hex")
    return name === "v1" && signature.length === expected.length && timingSafeEqual(signature, expected)
  })
}

const server = createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  const signed = isSigned(request.headers, body)
  response.writeHead(signed ? 204 : 400).end()
  console.log(signed ? "signed by nexio:" : "NOT signed by nexio:", body.toString())
  if (!signed) return
  server.close()
  server.closeIdleConnections()
})
server.listen(Number(port), "127.0.0.1")
