/** Durable `POST /api/v1/runs` on PostgreSQL with 64 connections, each with the key of an org of its own. */
import { join } from "node:path"
import { type Postgres, settle } from "./Postgres.ts"
import * as Sample from "./Sample.ts"
import { start } from "./Server.ts"
import * as Submissions from "./Submissions.ts"

const rounds = 5
const operatorToken = "0".repeat(32)

export const submissionOnPostgres = async (postgres: Postgres) => {
  const figures: Array<{ readonly plain: number; readonly ours: number }> = []
  for (let round = 0; round < rounds; round += 1) {
    const keys = Array.from(
      { length: Submissions.connections },
      (_, index) => `nx_live_${`${index}`.padStart(64, "0")}`
    )
    const plainUrl = await postgres.database(`plain_${round}`)
    const plain = await start(join(import.meta.dirname, "peers/plain-express-pg.ts"), {
      DATABASE: plainUrl,
      API_KEYS: keys.join()
    })
    await settle(plainUrl)
    const plainRate = await Submissions.measure(plain.port, keys)
    await plain.stop()
    const oursUrl = await postgres.database(`ours_${round}`)
    const ours = await start(join(import.meta.dirname, "../apps/server/dist/server.mjs"), {
      NEXIO_DATABASE_URL: oursUrl,
      NEXIO_MASTER_KEY: Buffer.alloc(32).toString("base64"),
      NEXIO_OPERATOR_TOKEN: operatorToken
    })
    const oursKeys = await keysOfOrgs(ours.port)
    await settle(oursUrl)
    const oursRate = await Submissions.measure(ours.port, oursKeys)
    await ours.stop()
    figures.push({ plain: plainRate, ours: oursRate })
  }
  return {
    plain: Sample.of(figures.map(({ plain }) => plain)),
    ours: Sample.of(figures.map(({ ours }) => ours)),
    ofPlain: Sample.of(figures.map(({ ours, plain }) => ours / plain))
  }
}

/** Founds an org for each connection and gives their keys. */
const keysOfOrgs = async (port: number): Promise<ReadonlyArray<string>> => {
  const keys: Array<string> = []
  for (let index = 0; index < Submissions.connections; index += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/admin/v1/orgs`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${operatorToken}` },
      body: JSON.stringify({ name: `Org ${index}` })
    })
    if (answer.status !== 201) throw new Error(`No org was made: ${answer.status}`)
    const { api_key } = (await answer.json()) as { readonly api_key: string }
    keys.push(api_key)
  }
  return keys
}
