import { Member, Members, Orgs, SignInLink } from "@nexio/core"
import Database from "better-sqlite3"
import { Effect } from "effect"
import { expect, it } from "vitest"
import { at, onDatabase } from "./Installation.ts"

const start = Date.UTC(2027, 0, 1)
const email = Member.Email.make("ada@example.com")

/** The hashes of the links that a file has. */
const hashesIn = (path: string) =>
  Effect.sync(() => {
    const db = new Database(path, { readonly: true })
    try {
      return db.prepare<[], string>("select hash from sign_in_links order by hash").pluck().all().toSorted()
    } finally {
      db.close()
    }
  })

it("keeps no link of an org that had expired when its next one was made, and each that had not", () =>
  onDatabase((path) =>
    Effect.gen(function* () {
      const [orgs, members] = [yield* Orgs, yield* Members]
      const [{ org }, { org: other }] = [yield* orgs.found({ name: "Acme" }), yield* orgs.found({ name: "Acme" })]
      const make = (orgId: typeof org.id, when: number) =>
        Effect.map(at(when)(members.link(orgId, email)), ({ link }) => link.hash)
      const expired = yield* make(org.id, start)
      const others = yield* make(other.id, start)
      const late = yield* make(org.id, start + 1)
      expect(yield* hashesIn(path)).toEqual([expired, others, late].toSorted())
      const next = yield* make(org.id, start + SignInLink.lifetime)
      expect(yield* hashesIn(path)).toEqual([others, late, next].toSorted())
    })
  ))
