import { afterAll, beforeAll, expect, it } from "vitest"
import type { Answer } from "../Client.ts"
import { fresh } from "./Fresh.ts"
import { type Operation, pathOf, type Things } from "./Operations.ts"
import { sampleOf } from "./Sample.ts"
import { startWitnessed, type Witness } from "./Witness.ts"
import { newEngine, nobodys, rest, settle, type World } from "./World.ts"

let witness: Witness
let own: World
let other: World
/** An engine that only `own` has. */
let engine: Things

beforeAll(async () => {
  witness = await startWitnessed()
  own = await settle(witness)
  other = await settle(witness)
  engine = await newEngine(own.live.client)
  expect((await own.live.client("POST", "/api/v1/environments", { slug: "mine" })).status).toBe(201)
  await rest(witness)
})

afterAll(() => witness.end())

/** What is somebody's, and what is nobody's. */
type Names = ReadonlyArray<readonly [somebodys: string, nobodys: string]>

/** By what fields of a query or a body a request can name what is another's, and what then. */
const naming = (): Readonly<Record<string, Names>> => ({
  environment: [
    ["mine", "nope"],
    [own.dev.id, nobodys["runs"]!]
  ],
  with: [["mine", "nope"]],
  from: [
    ["mine", "nope"],
    [own.dev.id, nobodys["runs"]!]
  ],
  environment_slug: [["mine", "nope"]],
  run_ids: [[own.dev.things["runs"]!, nobodys["runs"]!]],
  engine: [[engine["engines"]!, "engine-x"]]
})

/** Fields that name nothing of anybody's. */
const plain = [
  ["slug", "name", "label", "description", "changelog", "engine_type", "executor", "breaking", "version"],
  ["is_breaking_from_previous_major", "permissions", "expires_at", "overlap_seconds", "input", "offerings", "metadata"],
  ["pinned_engine_version", "engine_version", "created_after", "created_before", "status", "limit", "cursor"],
  ["url", "events", "active", "auth_token", "ordered", "rate_limit_per_second", "since", "to", "granularity"],
  ["event_type", "event_types"],
  ["number", "mac"]
].flat()

const fieldsOf = ({ body, query }: Operation): ReadonlyArray<readonly ["query" | "body", string]> => [
  ...query.map(({ name }) => ["query", name] as const),
  ...Object.keys((body?.["properties"] ?? {}) as object).map((name) => ["body", name] as const)
]

const calls = () => witness.operations.filter(({ face }) => face === "key")

it("knows of every field whether it names what may be another's", () => {
  const known = [...plain, ...Object.keys(naming())]
  for (const operation of calls()) {
    for (const [, name] of fieldsOf(operation)) {
      expect(known, `${operation.id}: say here whether ${name} names what may be another's`).toContain(name)
    }
  }
})

/** Asks with this in the field, and gives the answer with that name left out. */
const ask = async (key: string, operation: Operation, [place, name]: readonly [string, string], value: string) => {
  const { schemas } = witness.document.components
  const sample = operation.body && (sampleOf(operation.body, schemas) as Record<string, unknown>)
  const named = name === "run_ids" ? [value] : value
  const span = { created_after: "2026-01-01T00:00:00.000Z", created_before: "2100-01-01T00:00:00.000Z" }
  const isSpan = name === "from" && Object.hasOwn((operation.body?.["properties"] ?? {}) as object, "run_ids")
  const body = place === "body" ? (isSpan ? { from: value, ...span } : { ...sample, [name]: named }) : sample
  const [path, query = ""] = pathOf(operation, { ...other.dev.things, environments: "dev" }).split("?")
  const asked = new URLSearchParams(query)
  if (place === "query") asked.set(name, value)
  const answer: Answer = await witness.client(key)(operation.method, `${path}?${asked}`, body, {
    "x-request-id": "the-same-request-id"
  })
  return { status: answer.status, body: JSON.parse(JSON.stringify(answer.body).replaceAll(`\\"${value}\\"`, "*")) }
}

it("answers about another org's thing that a query or body names as about what does not exist, and does nothing", async () => {
  let asked = 0
  for (const operation of calls()) {
    for (const field of fieldsOf(operation)) {
      // A report's `from` is a time.
      if (field[0] === "query" && field[1] === "from") continue
      for (const [somebodys, nobodys] of naming()[field[1]] ?? []) {
        const before = witness.dump()
        const about = `${operation.id} with ${field.join(" ")} ${somebodys}`
        const answer = await ask(other.live.key, operation, field, somebodys)
        expect(answer, about).toEqual(await ask(other.live.key, operation, field, nobodys))
        if (field[1] === "engine") expect(answer.body.data, about).toEqual([])
        else expect([400, 404], about).toContain(answer.status)
        expect(witness.dump(), about).toEqual(before)
        asked += 1
      }
    }
  }
  expect(asked).toBeGreaterThan(8)
})

it("answers a non-live key about another environment that a query names as about what does not exist", async () => {
  const reports = calls().filter(({ query }) => query.some(({ name }) => name === "environment"))
  expect(reports.length).toBeGreaterThan(1)
  for (const operation of reports) {
    for (const [somebodys, nobodys] of [
      ["staging", "nowhere"],
      ["live", "nope"],
      [other.live.id, fresh()]
    ] as const) {
      const about = `${operation.id} of ${somebodys}`
      const answer = await ask(other.dev.key, operation, ["query", "environment"], somebodys)
      expect(answer, about).toEqual(await ask(other.dev.key, operation, ["query", "environment"], nobodys))
      expect([403, 404], about).toContain(answer.status)
    }
  }
})

it("answers about another org's engine as about one that does not exist, and does nothing", async () => {
  const operations = calls().filter(({ path }) => path.includes("/engines/{"))
  expect(operations.length).toBeGreaterThan(4)
  for (const operation of operations) {
    const { schemas } = witness.document.components
    const answers = []
    const before = witness.dump()
    for (const engines of [engine["engines"]!, nobodys["engines"]!]) {
      const path = pathOf(operation, { engines, versions: "1.0" })
      const body = operation.body && sampleOf(operation.body, schemas)
      const answer = await witness.client(other.live.key)(operation.method, path, body, { "x-request-id": "the-same" })
      answers.push({ status: answer.status, body: answer.body })
    }
    expect(answers[0], operation.id).toEqual(answers[1])
    expect(answers[0]?.status, operation.id).toBe(404)
    expect(witness.dump(), operation.id).toEqual(before)
  }
})
