import { ApiKeys, Environments, type Idempotency, Orgs, Permission, type Principal, Runs, Webhooks } from "@nexio/core"
import { Effect, Exit } from "effect"
import { describe, expect, it } from "vitest"
import { SqliteDatabase } from "../src/index.ts"
import { at, caller, type Installed, onDatabase } from "./Installation.ts"
import * as Tables from "./Tables.ts"

const now = Date.UTC(2027, 0, 1)

type Remember = Idempotency.Remember<unknown>

/** Everything that is done once, and the table that shows how often it was. */
const effects: Readonly<
  Record<string, (caller: Principal.Principal, remember: Remember) => Effect.Effect<unknown, unknown, Installed>>
> = {
  orgs: (_caller, remember) => Orgs.use((orgs) => orgs.found({ name: "Other" }, remember)),
  environments: ({ orgId }, remember) =>
    Environments.use((environments) => environments.create(orgId, { slug: "dev" }, remember)),
  api_keys: ({ orgId }, remember) =>
    ApiKeys.use((apiKeys) =>
      apiKeys.mint(orgId, { name: "a key", environment: "live", granter: Permission.all }, remember)
    ),
  runs: (caller, remember) => Runs.use((runs) => runs.submit(caller, "default", { input: {} }, remember)),
  endpoints: (caller, remember) =>
    Webhooks.use((webhooks) =>
      webhooks.create(caller, { url: "https://example.com", events: ["run.failed"] }, remember)
    )
}

const installed = at(now - 1)(caller)

const remember = (caller: Pick<Principal.Principal, "orgId">, with_: Partial<Remember> = {}): Remember => ({
  orgId: caller.orgId,
  scope: "here",
  key: "a-key",
  fingerprint: "a body",
  at: now,
  answer: () => `the answer at ${with_.at ?? now}`,
  ...with_
})
describe("A request that fails", () => {
  it("of the database is unavailable storage, with its key and without, and leaves nothing", () =>
    onDatabase((path) =>
      Effect.gen(function* () {
        const caller = yield* installed
        const { writer } = yield* SqliteDatabase
        const tables = ["orgs", "environments", "api_keys", "runs", "endpoints"]
        for (const table of tables) {
          writer.exec(`create trigger refuse_${table} before insert on ${table}
            begin select raise(abort, 'the disk is on fire'); end`)
        }
        const before = Tables.dump(path)
        for (const [name, effect] of Object.entries(effects)) {
          for (const how of [remember(caller), undefined]) {
            const failed = yield* Effect.flip(effect(caller, how as Remember))
            expect(failed, name).toMatchObject({ _tag: "StorageUnavailable" })
          }
        }
        expect(Tables.dump(path)).toEqual(before)
      })
    ))

  it("leaves nothing where its answer cannot be written down: neither the effect nor the record", () =>
    onDatabase((path) =>
      Effect.gen(function* () {
        const caller = yield* installed
        const before = Tables.dump(path)
        const unanswerable = remember(caller, {
          answer: () => {
            throw new Error("no answer")
          }
        })
        for (const [name, effect] of Object.entries(effects)) {
          expect(Exit.hasDies(yield* Effect.exit(effect(caller, unanswerable))), name).toBe(true)
          expect(Tables.dump(path)).toEqual(before)
        }
      })
    ))
})
