/** Bare Express: parses the body and answers 202, storing nothing. */
import express from "express"

const app = express()
app.get("/health", (_request, response) => void response.json({ status: "ok" }))
app.post("/api/v1/runs", express.json({ limit: "1mb" }), (request, response) => {
  response
    .status(202)
    .json({ run_id: "0190a5a0-0000-7000-8000-000000000000", status: request.body.input ? "queued" : "failed" })
})
app.listen(Number(process.env["PORT"]), "127.0.0.1")
process.on("SIGTERM", () => process.exit(0))
