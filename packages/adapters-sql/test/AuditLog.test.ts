import { ApiKeys, AuditLog, Environments, type Id, Orgs, Permission, Webhooks } from "@nexio/core"
import Database from "better-sqlite3"
import { Effect, Layer } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Installation from "./Installation.ts"
import { runs } from "./runs.ts"

const granter = Permission.all

/** Changes of an org, each of which is an entry. */
const changes = (caller: Effect.Success<typeof Installation.caller>) => [
  Orgs.use((orgs) => orgs.change(caller.orgId, { name: "Another" })),
  Environments.use((environments) => environments.create(caller.orgId, { slug: "dev" })),
  ApiKeys.use((keys) => keys.mint(caller.orgId, { name: "a key", environment: "dev", granter })),
  Webhooks.use((webhooks) => webhooks.create(caller, { url: "https://example.com", events: ["run.failed"] })),
  Environments.use((environments) => environments.remove(caller.orgId, "dev"))
]

const entries = 1 + 5

const written = Effect.gen(function* () {
  const caller = yield* Installation.caller
  for (const change of changes(caller)) yield* change
  return caller.orgId
})

const verify = (orgId: Id.OrgId) =>
  AuditLog.use((log) => log.verify(orgId)).pipe(Effect.provide(AuditLog.layer, { local: true }))

const run = (path: string, sql: string): void => {
  const db = new Database(path)
  try {
    db.exec(sql)
  } finally {
    db.close()
  }
}

const number = fc.integer({ min: 1, max: entries })

describe("The audit log in a database that somebody writes to", () => {
  it("tells of an entry that was edited, whichever of its columns", () =>
    fc.assert(
      fc.asyncProperty(
        number,
        fc.constantFrom(
          "created_at = created_at + 1",
          "actor = 'api_key:another'",
          "address = '192.0.2.1'",
          "action = 'org.updated', details = '{}'",
          "target = org_id || '0'",
          "environment_id = '00000000-0000-7000-8000-000000000000'",
          "details = '{\"fields\":[]}'",
          "mac = ''",
          "mac = '.'",
          "details = 'no JSON'",
          "mac = (select mac from audit_log as other where other.number = audit_log.number % 6 + 1)"
        ),
        (number, edit) =>
          Installation.onDatabase((path) =>
            Effect.gen(function* () {
              const orgId = yield* written
              run(path, `update audit_log set ${edit} where number = ${number}`)
              expect((yield* verify(orgId)).broken).toEqual({ number, reason: "altered" })
            })
          )
      ),
      runs
    ))

  it("tells of entries that were forged to the end, and a head with them, by who has no master key", () =>
    fc.assert(
      fc.asyncProperty(number, fc.constantFrom("", ".", "forged.0"), (number, mac) =>
        Installation.onDatabase((path) =>
          Effect.gen(function* () {
            const orgId = yield* written
            run(
              path,
              `update audit_log set actor = 'operator', mac = '${mac}' where number >= ${number};
               update orgs set audit_mac = '${mac}'`
            )
            expect((yield* verify(orgId)).broken).toEqual({ number, reason: "altered" })
          })
        )
      ),
      runs
    ))

  it("tells of an entry that was deleted, of two that changed places, and of an end that was cut off", () =>
    fc.assert(
      fc.asyncProperty(number, number, (one, another) =>
        Installation.onDatabase((path) =>
          Effect.gen(function* () {
            const orgId = yield* written
            const whole = yield* verify(orgId)
            expect(whole).toEqual({ head: expect.objectContaining({ number: entries }) })
            run(path, `create table copy as select * from audit_log`)
            const restore = () => run(path, `delete from audit_log; insert into audit_log select * from copy`)

            run(path, `delete from audit_log where number = ${one}`)
            expect((yield* verify(orgId)).broken).toEqual({ number: one, reason: "missing" })
            restore()
            run(path, `delete from audit_log where number >= ${one}`)
            expect((yield* verify(orgId)).broken).toEqual({ number: one, reason: "missing" })
            restore()
            expect(yield* verify(orgId)).toEqual(whole)
            if (one === another) return
            run(
              path,
              `update audit_log set number = 1000 where number = ${one};
               update audit_log set number = ${one} where number = ${another};
               update audit_log set number = ${another} where number = 1000`
            )
            expect((yield* verify(orgId)).broken).toEqual({ number: Math.min(one, another), reason: "altered" })
          })
        )
      ),
      runs
    ))

  it("tells by a head that was kept elsewhere of an end that was cut off with the head in the org's row", () =>
    Installation.onDatabase((path) =>
      Effect.gen(function* () {
        const orgId = yield* written
        const { head } = yield* verify(orgId)
        run(
          path,
          `delete from audit_log where number > 3;
           update orgs set audit_number = 3, audit_mac = (select mac from audit_log where number = 3)`
        )
        expect((yield* verify(orgId)).broken).toBeUndefined()
        const { broken } = yield* AuditLog.use((log) => log.verify(orgId, head)).pipe(Effect.provide(AuditLog.layer))
        expect(broken).toEqual({ number: 4, reason: "missing" })
      })
    ))

  it("tells of an entry that was written after the head by who is no server", () =>
    Installation.onDatabase((path) =>
      Effect.gen(function* () {
        const orgId = yield* written
        run(
          path,
          `insert into audit_log select org_id, number + 100, created_at, actor, address, action, target, environment_id,
             details, mac from audit_log where number = 3`
        )
        expect((yield* verify(orgId)).broken).toEqual({ number: 103, reason: "altered" })
      })
    ))

  it("goes on with another master key, and is verified as long as the ones before open", () =>
    Installation.inFolder((path) =>
      Effect.gen(function* () {
        const [first, second] = [Installation.masterKey(1), Installation.masterKey(2)]
        const orgId = yield* Effect.provide(written, Installation.layer(path, [first]), { local: true })
        const rename = Orgs.use((orgs) => orgs.change(orgId, { name: "Later" }))
        const rotated = Layer.fresh(Installation.layer(path, [second, first]))
        const verification = yield* Effect.provide(Effect.andThen(rename, verify(orgId)), rotated, { local: true })
        expect(verification).toEqual({ head: expect.objectContaining({ number: entries + 1 }) })
      })
    ))
})
