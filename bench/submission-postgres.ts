/** Durable `POST /api/v1/runs` on PostgreSQL with 64 connections, each with the key of an org of its own. */
import { join } from "node:path"
import { type Postgres, settle } from "./Postgres.ts"
import * as Sample from "./Sample.ts"
import { start } from "./Server.ts"
import * as Submissions from "./Submissions.ts"

const rounds = 5
const operatorToken = "0".repeat(32)

export const submissionOnPostgres = async (postgres: Postgres) => {
  const figures: Array<{ readonly plain: number; readonly ours: number; readonly whole: number }> = []
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
    figures.push({
      plain: plainRate,
      ours: await measureOurs(await postgres.database(`ours_${round}`), "api"),
      whole: await measureOurs(await postgres.database(`whole_${round}`), "api,worker")
    })
  }
  return {
    plain: Sample.of(figures.map(({ plain }) => plain)),
    ours: Sample.of(figures.map(({ ours }) => ours)),
    ofPlain: Sample.of(figures.map(({ ours, plain }) => ours / plain)),
    whole: Sample.of(figures.map(({ whole }) => whole)),
    wholeOfPlain: Sample.of(figures.map(({ plain, whole }) => whole / plain))
  }
}

/** Submissions a second of a server that does nothing else, as the peer does, or that also executes what it takes. */
const measureOurs = async (url: string, roles: "api" | "api,worker"): Promise<number> => {
  const server = await start(join(import.meta.dirname, "../apps/server/dist/server.mjs"), {
    NEXIO_DATABASE_URL: url,
    NEXIO_MASTER_KEY: Buffer.alloc(32).toString("base64"),
    NEXIO_OPERATOR_TOKEN: operatorToken,
    NEXIO_ROLES: roles
  })
  const keys = await keysOfOrgs(server.port)
  await settle(url)
  const rate = await Submissions.measure(server.port, keys)
  await server.stop()
  return rate
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
