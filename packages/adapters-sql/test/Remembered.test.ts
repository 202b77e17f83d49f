import {
  ApiKeys,
  Environments,
  type Idempotency,
  Instant,
  Orgs,
  Permission,
  type Principal,
  Runs,
  Webhooks
} from "@nexio/core"
import { Cause, Effect, Exit } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { SqliteDatabase } from "../src/index.ts"
import { at, caller, type Installed, onDatabase, turns } from "./Installation.ts"
import { runs } from "./runs.ts"
import * as Tables from "./Tables.ts"

const now = Date.UTC(2027, 0, 1)

const together = { concurrency: "unbounded" } as const

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

const told = (exit: Exit.Exit<unknown, unknown>): unknown => (Exit.isSuccess(exit) ? "done" : Cause.squash(exit.cause))

const replayed = (answer: string) => expect.objectContaining({ _tag: "Replayed", answer })

const count = (path: string, table: string) => Tables.dump(path, [table])[table]!.length

describe.each(Object.entries(effects))("A request repeated with its key: %s", (table, effect) => {
  const perform = (caller: Principal.Principal, remember: Remember) =>
    at(remember.at)(Effect.map(Effect.exit(effect(caller, remember)), told))

  it("has one effect, and gets the first answer, until 24 hours later", () =>
    onDatabase((path) =>
      Effect.gen(function* () {
        const caller = yield* installed
        expect(yield* perform(caller, remember(caller))).toBe("done")
        const after = Tables.dump(path)
        for (const later of [0, 1, Instant.hour, 24 * Instant.hour - 1]) {
          expect(yield* perform(caller, remember(caller, { at: now + later }))).toEqual(
            replayed(`the answer at ${now}`)
          )
          expect(Tables.dump(path)).toEqual(after)
        }
        if (table === "environments") yield* Environments.use((one) => one.remove(caller.orgId, "dev"))
        const tomorrow = remember(caller, { at: now + 24 * Instant.hour })
        expect(yield* perform(caller, tomorrow)).toBe("done")
        expect(count(path, table)).toBe(after[table]!.length + 1)
        expect(yield* perform(caller, tomorrow)).toEqual(replayed(`the answer at ${tomorrow.at}`))
      })
    ))

  it("but with another body is a conflict, and has no effect", () =>
    onDatabase((path) =>
      Effect.gen(function* () {
        const caller = yield* installed
        yield* perform(caller, remember(caller))
        const after = Tables.dump(path)
        expect(yield* perform(caller, remember(caller, { fingerprint: "another body" }))).toMatchObject({
          _tag: "IdempotencyConflict",
          key: "a-key"
        })
        expect(Tables.dump(path)).toEqual(after)
      })
    ))

  it("has one effect among any number of twins at once, and all get its answer", () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 4 }), { minLength: 2, maxLength: 12 }), (waits) =>
        onDatabase((path) =>
          Effect.gen(function* () {
            const caller = yield* installed
            const before = count(path, table)
            const answers = yield* Effect.forEach(
              waits,
              (wait, nth) =>
                Effect.andThen(turns(wait), perform(caller, remember(caller, { answer: () => `of twin ${nth}` }))),
              together
            )
            const first = answers.indexOf("done")
            expect(answers).toEqual(waits.map((_, nth) => (nth === first ? "done" : replayed(`of twin ${first}`))))
            expect(count(path, table)).toBe(before + 1)
          })
        )
      ),
      runs
    ))

  it("is another request under another key, in another place, or of another org", () =>
    onDatabase((path) =>
      Effect.gen(function* () {
        const [caller, other] = [yield* installed, yield* installed]
        const before = count(path, table)
        const requests: ReadonlyArray<readonly [Principal.Principal, Partial<Remember>]> = [
          [caller, {}],
          [caller, { key: "another-key" }],
          [caller, { scope: "elsewhere" }],
          [other, {}]
        ]
        for (const [caller, with_] of requests) {
          expect(yield* perform(caller, remember(caller, with_))).toBe("done")
          if (table === "environments") yield* Environments.use((one) => one.remove(caller.orgId, "dev"))
        }
        expect(count(path, table)).toBe(before + 4)
      })
    ))
})

describe("A change that is repeated with its key", () => {
  it("replaces a secret once, and cancels a run with one event", () =>
    onDatabase((path) =>
      Effect.gen(function* () {
        const caller = yield* installed
        const [runs, webhooks] = [yield* Runs, yield* Webhooks]
        const { endpoint } = yield* webhooks.create(caller, { url: "https://example.com", events: ["run.cancelled"] })
        const run = yield* runs.submit(caller, "default", { input: {} })
        const changes: ReadonlyArray<Effect.Effect<unknown, unknown>> = [
          webhooks.rotate(caller, endpoint.id, 60, remember(caller, { scope: "rotate" })),
          runs.cancel(caller, run.id, remember(caller, { scope: "cancel" }))
        ]
        for (const change of changes) {
          yield* at(now)(change)
          const after = Tables.dump(path)
          expect(yield* Effect.flip(at(now + 1)(change))).toMatchObject({ _tag: "Replayed" })
          expect(Tables.dump(path)).toEqual(after)
        }
        expect(count(path, "deliveries")).toBe(1)
        expect((yield* webhooks.find(caller, endpoint.id)).secrets.length).toBe(2)
      })
    ))
})

describe("A request that fails", () => {
  it("is not remembered: repeated, it is tried again", () =>
    onDatabase(() =>
      Effect.gen(function* () {
        const caller = yield* installed
        const environments = yield* Environments
        const create = environments.create(caller.orgId, { slug: "dev" }, remember(caller))
        yield* environments.create(caller.orgId, { slug: "dev" })
        for (const _ of [1, 2]) expect(yield* Effect.flip(create)).toMatchObject({ _tag: "SlugTaken" })
        yield* environments.remove(caller.orgId, "dev")
        expect(yield* create).toMatchObject({ slug: "dev" })
        expect(yield* Effect.flip(create)).toMatchObject({ _tag: "Replayed" })
      })
    ))

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

describe("What is remembered", () => {
  it("is forgotten along the way once its time is over", () =>
    onDatabase((path) =>
      Effect.gen(function* () {
        const caller = yield* installed
        const submit = (key: string, at: number) => effects["runs"]!(caller, remember(caller, { key, at }))
        for (let nth = 0; nth < 10; nth += 1) yield* submit(`old-${nth}`, now)
        const later = now + 24 * Instant.hour
        for (let nth = 0; nth < 5; nth += 1) yield* submit(`new-${nth}`, later)
        const keys = Tables.read(path, "select key from remembered order by key").map(({ key }) => key)
        expect(keys).toEqual([0, 1, 2, 3, 4].map((nth) => `new-${nth}`))
      })
    ))
})
