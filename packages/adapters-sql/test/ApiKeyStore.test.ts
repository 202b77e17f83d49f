import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { ApiKeys, Authentication, type Id, KeyText, Orgs, Permission } from "@nexio/core"
import { secretBytes, slug } from "@nexio/testing/arbitraries"
import Database from "better-sqlite3"
import { Effect, Exit, Option, Redacted } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { onDatabase } from "./Installation.ts"
import { runs } from "./runs.ts"

const granter = Permission.all

const mint = (orgId: Id.OrgId, environment: string) =>
  ApiKeys.use((apiKeys) => apiKeys.mint(orgId, { name: "a key", environment, granter }))

const found = Orgs.use((orgs) => orgs.found({ name: "Acme" }))

/** Whose key it is, or why it does not authenticate. */
const verified = (key: Redacted.Redacted) =>
  Effect.map(Effect.exit(Authentication.use((authentication) => authentication.verify(key))), (exit) =>
    Exit.isSuccess(exit) ? exit.value : Option.getOrThrow(Exit.findErrorOption(exit))._tag
  )

const change = (path: string, sql: string, ...values: ReadonlyArray<string>): void => {
  const db = new Database(path)
  try {
    db.prepare(sql).run(...values)
  } finally {
    db.close()
  }
}
describe("A key", () => {
  it("is refused where its row is bound to an environment that its text does not name", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(slug, secretBytes, fc.option(slug)).map(([named, random, other]) => ({
            text: Redacted.value(KeyText.compose(named, random)),
            bound: other ?? named
          })),
          { minLength: 5, maxLength: 20 }
        ),
        (keys) =>
          onDatabase((path) =>
            Effect.gen(function* () {
              const { live, org } = yield* found
              const { apiKey } = yield* mint(org.id, "live")
              for (const { bound, text } of keys) {
                const hash = createHash("sha256").update(text).digest("hex")
                change(path, "update api_keys set hash = ?, environment = ? where id = ?", hash, bound, apiKey.id)
                expect(yield* verified(Redacted.make(text))).toEqual(
                  text.startsWith(`nx_${bound}_`) ? expect.objectContaining({ environmentId: live.id }) : "Unauthorized"
                )
              }
            })
          )
      ),
      runs
    ))

  it("is in no file of the database, as text or as the secret alone", () =>
    onDatabase((path) =>
      Effect.gen(function* () {
        const { key, org } = yield* found
        const minted = yield* mint(org.id, "live")
        const files = [path, `${path}-wal`].map((file) => readFileSync(file, "latin1")).join("")
        expect(files).toContain(org.id)
        for (const one of [key, minted.key]) expect(files).not.toContain(Redacted.value(one).slice(-60))
      })
    ))
})
