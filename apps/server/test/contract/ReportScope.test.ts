import { afterAll, beforeAll, expect, it } from "vitest"
import type { Answer } from "../Client.ts"
import { expectRefusal } from "./Flat.ts"
import { startWitnessed, type Witness } from "./Witness.ts"
import { keyWith, nobodys, settle, type World } from "./World.ts"

let witness: Witness
let own: World
let other: World
let deleted: { readonly id: string }

beforeAll(async () => {
  witness = await startWitnessed()
  own = await settle(witness)
  other = await settle(witness)
  deleted = (await own.live.client("POST", "/api/v1/environments", { slug: "gone" })).body
  const key = await keyWith(own.live.client, "gone", ["runs:write"])
  expect((await witness.client(key)("POST", "/api/v1/runs", { input: {} })).status).toBe(202)
  expect((await own.live.client("DELETE", "/api/v1/environments/gone")).status).toBe(204)
})

afterAll(() => witness.end())

/** The operations that take `environment=`. */
const scoped = () =>
  witness.operations.filter(
    ({ face, method, query }) => face === "key" && method === "GET" && query.some(({ name }) => name === "environment")
  )

const forms = ["application/json", "text/csv"]

it.each(forms)("gives a non-live key reports of its own environment alone, as %s too", async (accept) => {
  for (const { path } of scoped()) {
    const get = (path: string) => own.dev.client("GET", path, undefined, { accept })
    const ask = (environment: string) => get(`${path}?environment=${environment}`)
    const itself = await get(path)
    if (itself.status === 403) continue
    for (const name of ["dev", own.dev.id]) expect((await ask(name)).body, name).toEqual(itself.body)
    const unknown = await ask("nowhere")
    for (const name of ["all", "live", "staging", own.live.id, own.staging.id, deleted.id, other.dev.id, "gone", ""]) {
      const answer = await ask(name)
      expectRefusal(answer, "404 not_found", `${path} of ${name}`)
      expect({ ...answer.body, request_id: "" }).toEqual({ ...unknown.body, request_id: "" })
    }
  }
})

it("gives a live key reports of each environment of its org, of deleted ones by their id, and of all", async () => {
  for (const { path } of scoped()) {
    const ask = (environment: string) => own.live.client("GET", `${path}?environment=${environment}`)
    for (const name of ["live", "dev", "staging", own.live.id, own.dev.id, deleted.id, "all"]) {
      expect((await ask(name)).status, `${path} of ${name}`).toBe(200)
    }
    for (const name of ["gone", other.dev.id, other.live.id, nobodys["runs"]!, "nowhere", "ALL", "%00", "é"]) {
      expectRefusal(await ask(encodeURI(name).replace("%2500", "%00")), "404 not_found", `${path} of ${name}`)
    }
  }
})

it("reports the org's usage as the sum over its environments, deleted ones included", async () => {
  const { body } = await own.live.client("GET", "/api/v1/usage?environment=all")
  expect(body.totals.runs_submitted).toBe(4)
  expect(body.environments.map(({ environment, deleted }: Answer["body"]) => [environment, deleted])).toEqual(
    expect.arrayContaining([
      ["live", undefined],
      ["dev", undefined],
      ["staging", undefined],
      ["gone", true]
    ])
  )
  for (const { environment_id, totals } of body.environments) {
    const one = await own.live.client("GET", `/api/v1/usage?environment=${environment_id}`)
    expect(one.body.totals.runs_submitted).toBe(totals.runs_submitted)
  }
})
