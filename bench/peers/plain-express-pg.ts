/** Plain Express on PostgreSQL: looks the key up and inserts the run, a prepared statement each. */
import { hash, randomUUID } from "node:crypto"
import express from "express"
import pg from "pg"

const pool = new pg.Pool({ connectionString: process.env["DATABASE"]!, max: 32 })
pool.on("error", () => process.exit(1))
const sha256 = (text: string) => hash("sha256", text, "hex")
await pool.query(`create table keys (hash text primary key, environment_id uuid not null);
  create table runs (id uuid primary key, environment_id uuid not null, status text not null, input jsonb not null, created_at timestamptz not null)`)
for (const key of process.env["API_KEYS"]!.split(",")) {
  await pool.query("insert into keys values ($1, $2)", [sha256(key), randomUUID()])
}
const find = (keyHash: string) =>
  pool.query<{ environment_id: string }>({
    name: "find",
    text: "select environment_id from keys where hash = $1",
    values: [keyHash]
  })
const insert = (id: string, environment: string, input: string) =>
  pool.query({
    name: "insert",
    text: "insert into runs values ($1, $2, 'queued', $3, $4)",
    values: [id, environment, input, new Date()]
  })

const app = express()
app.get("/health", (_request, response) => void response.json({ status: "ok" }))
app.post("/api/v1/runs", express.json({ limit: "1mb" }), async (request, response) => {
  const { rows } = await find(sha256(request.headers.authorization?.slice("Bearer ".length) ?? ""))
  const key = rows[0]
  if (key === undefined) return void response.status(401).json({ code: "unauthorized" })
  const id = randomUUID()
  await insert(id, key.environment_id, JSON.stringify(request.body.input))
  response.status(202).json({ run_id: id, status: "queued" })
})
app.listen(Number(process.env["PORT"]), "127.0.0.1")
process.on("SIGTERM", () => process.exit(0))
