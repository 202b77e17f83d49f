/** Reports over HTTP: as JSON and as CSV, and of what happened. */
import { afterAll, beforeAll, expect, it } from "vitest"
import type { Answer } from "../Client.ts"
import { expectRefusal } from "./Flat.ts"
import { startWitnessed, type Witness } from "./Witness.ts"
import { rest, settle, type World } from "./World.ts"

let witness: Witness
let own: World

beforeAll(async () => {
  witness = await startWitnessed()
  own = await settle(witness)
  expect((await own.live.client("POST", "/api/v1/environments", { slug: "unused" })).status).toBe(201)
  await rest(witness)
})

afterAll(() => witness.end())

const reports = ["usage", "metrics"] as const

const ask = (path: string, accept?: string): Promise<Answer> =>
  own.live.client("GET", path, undefined, accept === undefined ? {} : { accept })

const typeOf = ({ headers }: Answer) => headers.get("content-type")

const json = "application/json"
const csv = "text/csv; charset=utf-8"

it.each([
  [undefined, json],
  ["*/*", json],
  ["", json],
  ["application/json", json],
  ["application/json, text/csv;q=0.9", json],
  ["text/csv;q=0.5, application/json", json],
  ["text/csv;q=0, */*", json],
  ["application/*, text/csv;q=0.1", json],
  ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", json],
  ["text/csv", csv],
  ["TEXT/CSV", csv],
  ["text/csv, application/json;q=0.9", csv],
  ["application/json;q=0.1, text/csv;q=0.2", csv],
  ["text/csv, */*;q=0.1", csv],
  ["text/*", csv],
  // Neither is wanted, or nobody knows what.
  ["image/png", json],
  ["text/csv;q=0", json],
  ["text/csv;q=nothing, ;;,=", json],
  ["csv", json]
])("answers a request that accepts %s with %s", async (accept, type) => {
  for (const report of reports) {
    const answer = await ask(`/api/v1/${report}`, accept)
    expect([answer.status, typeOf(answer), answer.headers.get("vary")]).toEqual([200, type, "Accept"])
  }
})

/** The lines of a table by their columns; no value is one that could be anything else, to whatever reads it. */
const tableOf = (text: string): ReadonlyArray<Readonly<Record<string, string>>> => {
  expect(text).toMatch(/^([a-z0-9_]+,)+[a-z0-9_]+\r\n((?![-=+@])[\w:.-]*[,\r]\n?)+$/)
  expect(text.endsWith("\r\n")).toBe(true)
  const [header, ...lines] = text.slice(0, -2).split("\r\n")
  const names = header!.split(",")
  return lines.map((line) => {
    const values = line.split(",")
    expect(values.length).toBe(names.length)
    return Object.fromEntries(values.map((value, nth) => [names[nth]!, value]))
  })
}

/** A value of JSON as its columns. */
const flat = (name: string, value: unknown): ReadonlyArray<readonly [string, string]> =>
  typeof value === "object" && value !== null
    ? Object.entries(value).map(([inner, value]) => [`${name}_${inner}`, String(value)])
    : [[name, String(value)]]

const rowOf = (entry: object) => Object.fromEntries(Object.entries(entry).flatMap(([name, value]) => flat(name, value)))

const filled = (row: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ""))

const month = () => {
  const now = new Date()
  const at = (months: number) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months)).toISOString()
  return { from: at(0), to: at(1) }
}

it("writes a row for each bucket and environment, which says what the JSON says", async () => {
  const { from, to } = month()
  for (const granularity of ["hour", "day", "month"]) {
    const query = `environment=all&granularity=${granularity}&from=${from}&to=${to}`
    const [usage, metrics] = await Promise.all(reports.map((report) => ask(`/api/v1/${report}?${query}`)))
    const [usageTable, metricsTable] = await Promise.all(
      reports.map(async (report) => tableOf((await ask(`/api/v1/${report}?${query}`, "text/csv")).body))
    )
    const kinds = new Map(usage!.body.environments.map((one: Answer["body"]) => [one.environment_id, one.kind]))
    expect(usageTable).toEqual(
      usage!.body.series.map((entry: Answer["body"]) => rowOf({ ...entry, kind: kinds.get(entry.environment_id) }))
    )
    const expected = metrics!.body.environments.flatMap(
      ({ environment, environment_id, kind, series }: Answer["body"]) =>
        series.map((entry: object) => rowOf({ environment, environment_id, kind, ...entry }))
    )
    const placeOf = ({ bucket, environment_id }: Readonly<Record<string, string>>) => `${bucket} ${environment_id}`
    expect(metricsTable!.map(placeOf)).toEqual(usageTable!.map(placeOf))
    expect(metricsTable!.map(filled).toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))).toEqual(
      expected.toSorted((a: typeof expected, b: typeof expected) => (placeOf(a) < placeOf(b) ? -1 : 1))
    )
    expect(metricsTable!.some((row) => row["run_duration_ms_p99"] !== "")).toBe(true)
  }
})

it("names the file after the report and its range", async () => {
  const name = async (path: string) => (await ask(`/api/v1/${path}`, "text/csv")).headers.get("content-disposition")
  expect(await name("usage?from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z")).toBe(
    'attachment; filename="usage-2026-03-01-2026-04-01.csv"'
  )
  expect(await name("metrics?from=2026-03-01T08:00:00Z&to=2026-03-01T10:00:00Z&granularity=hour")).toBe(
    'attachment; filename="metrics-2026-03-01T08-2026-03-01T10.csv"'
  )
  expect(await name("metrics?from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z&granularity=month")).toBe(
    'attachment; filename="metrics-2026-03-2026-04.csv"'
  )
})

it("refuses in JSON, whatever is asked for", async () => {
  for (const report of reports) {
    for (const [query, refusal] of [
      ["from=2026-03-01T00:00:01Z", "400 invalid_request"],
      ["granularity=week", "400 invalid_request"],
      ["environment=nowhere", "404 not_found"]
    ] as const) {
      expectRefusal(await ask(`/api/v1/${report}?${query}`, "text/csv"), refusal, `${report}?${query}`)
    }
    const nobody = await witness.client()("GET", `/api/v1/${report}`, undefined, { accept: "text/csv" })
    expectRefusal(nobody, "401 unauthorized", report)
  }
})

it("declares both forms, with an example of each that has the columns that there are", async () => {
  for (const report of reports) {
    const { content } = witness.document.paths[`/api/v1/${report}`]!["get"].responses[200]
    expect(Object.keys(content).toSorted()).toEqual([json, csv])
    const { body } = await ask(`/api/v1/${report}`, "text/csv")
    const headerOf = (text: string) => text.split("\r\n", 1)[0]
    expect(headerOf(content[csv].example)).toBe(headerOf(body))
    expect(tableOf(content[csv].example)).toHaveLength(1)
  }
})

interface Run {
  readonly environment_id: string
  readonly started_at: number | null
  readonly completed_at: number
}

it("has quantiles within 2 % of those of the runs that there were, of each environment and of all together", async () => {
  const { runs } = witness.dump() as { readonly runs: ReadonlyArray<Run> } & Awaited<ReturnType<Witness["dump"]>>
  const { body } = await ask("/api/v1/metrics?environment=all")
  const { body: usage } = await ask("/api/v1/usage?environment=all")
  expect(body.totals.runs_completed).toBe(usage.totals.runs_completed)
  for (const { environment_id, totals } of [...body.environments, { environment_id: undefined, totals: body.totals }]) {
    const took = runs
      .filter((run) => environment_id === undefined || run.environment_id === environment_id)
      .flatMap(({ completed_at, started_at }) => (started_at === null ? [] : [completed_at - started_at]))
      .toSorted((a, b) => a - b)
    expect(totals.run_duration_ms === undefined).toBe(took.length === 0)
    for (const [name, quantile] of Object.entries<number>(totals.run_duration_ms ?? {})) {
      const exact = took[Math.ceil((Number(name.slice(1)) * took.length) / 100) - 1]!
      expect(Math.abs(quantile - exact)).toBeLessThanOrEqual(exact * 0.02)
    }
  }
})
