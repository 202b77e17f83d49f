import type { Event } from "@nexio/core"
import * as arbitrary from "@nexio/testing/arbitraries"
import Database from "better-sqlite3"
import { Effect } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as ApiKeyRows from "../src/ApiKeyRows.ts"
import * as OrgRows from "../src/OrgRows.ts"
import * as Row from "../src/Row.ts"
import * as RunRows from "../src/RunRows.ts"
import * as SqliteClient from "../src/SqliteClient.ts"
import * as WebhookRows from "../src/WebhookRows.ts"
import { inFolder, open } from "./Installation.ts"

const event: fc.Arbitrary<Event.Event> = fc
  .record({
    id: arbitrary.eventId,
    scope: arbitrary.scope,
    type: arbitrary.eventType,
    payload: arbitrary.json.map((json) => JSON.stringify(json)),
    createdAt: arbitrary.present
  })
  .map(({ scope, ...event }) => ({ ...event, ...scope }))

const endpoint = fc
  .tuple(arbitrary.endpoint, fc.option(arbitrary.present, { nil: undefined }))
  .map(([endpoint, deletedAt]) => (deletedAt === undefined ? endpoint : { ...endpoint, deletedAt }))

/** A run that answered with JSON's null, which is not the same as no answer. */
const nullRun = arbitrary.endedRun.map((run) => ({ ...run, output: null, solutions: [null], errorDetails: null }))

/** Writes each value to its table, with what else a row of it needs, and compares what is read. */
const comesBack = <A>(
  table: string,
  codec: Row.RowCodec<A>,
  values: fc.Arbitrary<A>,
  beside: Readonly<Record<string, Row.Value>> = {}
) =>
  inFolder((path) =>
    Effect.gen(function* () {
      yield* open(path)(Effect.void)
      const db = new Database(path)
      // A row is tried on its own, without those that it belongs to.
      db.pragma("foreign_keys = off")
      const insert = db.prepare(Row.insert(table, [...codec.columns, ...Object.keys(beside)]))
      const select = db.prepare<[], Row.Row>(`select * from ${table}`)
      fc.assert(
        fc.property(values, (value) => {
          expect(codec.values(value)).toEqual(codec.columns.map((column) => codec.encode(value)[column]))
          db.exec("begin")
          try {
            insert.run(...codec.values(value).map(SqliteClient.bindable), ...Object.values(beside))
            const read = select.all().map(codec.decode)
            expect(read).toEqual([value])
            expect(Object.keys(read[0] as object).toSorted()).toEqual(Object.keys(value as object).toSorted())
          } finally {
            db.exec("rollback")
          }
        }),
        { numRuns: process.env["NEXIO_HUNT"] === undefined ? 200 : 20_000 }
      )
      db.close()
    })
  )

const id = "01a20e33-77ed-70b9-9c68-a1244b0349ad"

describe("What was written to a row is read as it was:", () => {
  it("an org", () => comesBack("orgs", OrgRows.orgs, arbitrary.org))
  it("an environment", () => comesBack("environments", OrgRows.environments, arbitrary.environment))
  it("an API key", () => comesBack("api_keys", ApiKeyRows.apiKeys, arbitrary.apiKey, { hash: "00", kind: "live" }))
  it("a run", () => comesBack("runs", RunRows.runs, fc.oneof(arbitrary.run, nullRun)))
  it("an endpoint", () => comesBack("endpoints", WebhookRows.endpoints, endpoint))
  it("an event", () => comesBack("events", WebhookRows.events, event))
  it("a delivery", () => comesBack("deliveries", WebhookRows.deliveries, arbitrary.delivery))
  it("an attempt", () =>
    comesBack("attempts", WebhookRows.attempts, arbitrary.attempt, { org_id: id, environment_id: id, delivery_id: id }))
})
