/** What the tests have in common that disturb servers under load. */
import type { Receiver } from "@nexio/testing/receiver"
import { expect } from "vitest"
import type { Client } from "../Client.ts"
import type { Load } from "../Load.ts"
import { rowsOf } from "../Rows.ts"

export const hunts = process.env["NEXIO_HUNT"] !== undefined

/** What ran into a lease has to wait for its end; on a busy machine the load takes its time too. */
export const patience = hunts ? 1_800_000 : 150_000

/** Has all events of a key's environment sent to a receiver. */
export const announceTo = async (receiver: Receiver, client: Client): Promise<void> => {
  const events = ["run.completed", "run.failed", "run.cancelled"]
  expect((await client("POST", "/api/v1/webhooks", { url: receiver.url, events })).status).toBe(201)
}

/** Whatever happens to the database, callers hear that it is away and when to come again, and hear it in time. */
export const expectOnlyUnavailable = (load: Load): void => {
  const codes = ["auth_unavailable", "queue_unavailable", "storage_unavailable"]
  for (const { code, retryAfter, status } of load.refusals.values()) {
    expect(status).toBe(503)
    expect(codes).toContain(code)
    expect(retryAfter).toMatch(/^[1-9]\d*$/)
  }
  // A look-up has 5 s and what is asked 9 s; the rest is for a busy machine.
  expect(load.slowest).toBeLessThan(20_000)
}

/** Lets the time pass that is left of all leases, but of those whose work is being recorded: it waits for nobody. */
export const passLeases = async (database: string): Promise<void> => {
  for (const table of ["runs", "deliveries"]) {
    await rowsOf(
      database,
      `with held as materialized (select org_id, environment_id, id from ${table} where lease_token is not null
         for no key update skip locked)
       update ${table} as one set due_at = 0 from held
       where (one.org_id, one.environment_id, one.id) = (held.org_id, held.environment_id, held.id)`
    )
  }
}
