/** Plain Express: checks the key and inserts each run in a transaction of its own, with `synchronous=FULL`. */
import { hash, randomUUID } from "node:crypto"
import Database from "better-sqlite3"
import express from "express"

const db = new Database(process.env["DATABASE"]!)
db.pragma("journal_mode = wal")
db.pragma("synchronous = full")
db.exec(`create table keys (hash text primary key, environment_id text not null) strict;
  create table runs (id text primary key, environment_id text not null, status text not null, input text not null, created_at integer not null) strict`)
const sha256 = (text: string) => hash("sha256", text, "hex")
db.prepare("insert into keys values (?, ?)").run(sha256(process.env["API_KEY"]!), randomUUID())
const find = db.prepare<[string], { environment_id: string }>("select environment_id from keys where hash = ?")
const insert = db.prepare("insert into runs values (?, ?, 'queued', ?, ?)")
const submit = db.transaction((id: string, environment: string, input: string) =>
  insert.run(id, environment, input, Date.now())
)

const app = express()
app.get("/health", (_request, response) => void response.json({ status: "ok" }))
app.post("/api/v1/runs", express.json({ limit: "1mb" }), (request, response) => {
  const key = find.get(sha256(request.headers.authorization?.slice("Bearer ".length) ?? ""))
  if (key === undefined) return void response.status(401).json({ code: "unauthorized" })
  const id = randomUUID()
  submit(id, key.environment_id, JSON.stringify(request.body.input))
  response.status(202).json({ run_id: id, status: "queued" })
})
app.listen(Number(process.env["PORT"]), "127.0.0.1")
process.on("SIGTERM", () => process.exit(0))
