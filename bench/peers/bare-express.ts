/** Bare Express, storing nothing: parses a submission and answers 202, and has the same answer for whoever reads. */
import express from "express"

const run = JSON.parse(process.env["ANSWER"] ?? "{}")
const app = express()
app.get("/health", (_request, response) => void response.json({ status: "ok" }))
app.get("/api/v1/runs/:id", (_request, response) => void response.json(run))
app.post("/api/v1/runs", express.json({ limit: "1mb" }), (request, response) => {
  response
    .status(202)
    .json({ run_id: "0190a5a0-0000-7000-8000-000000000000", status: request.body.input ? "queued" : "failed" })
})
app.listen(Number(process.env["PORT"]), "127.0.0.1")
process.on("SIGTERM", () => process.exit(0))
