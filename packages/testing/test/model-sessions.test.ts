import { Member, Members, Orgs, Sessions } from "@nexio/core"
import { Effect, Result } from "effect"
import fc from "fast-check"
import { expect, it } from "vitest"
import { Model } from "../src/model/index.ts"
import { installed } from "./model/UseCases.ts"
import { runs } from "./runs.ts"

const together = { concurrency: "unbounded" } as const

it("a session never goes on as two, however many choose an org or sign out at once", async () => {
  const choices = fc.array(fc.boolean(), { minLength: 2, maxLength: 5 })
  const property = fc.asyncProperty(choices, (choosing) =>
    installed(
      Effect.gen(function* () {
        const [orgs, members, sessions] = [yield* Orgs, yield* Members, yield* Sessions]
        const { org } = yield* orgs.found({ name: "Acme" })
        const link = yield* members.link(org.id, Member.Email.make("ada@example.com"))
        const signedIn = yield* sessions.verify((yield* sessions.signIn(link.token)).token)
        const choose = Effect.as(sessions.choose(signedIn, org.id), "chosen")
        const end = Effect.as(sessions.end(signedIn), "ended")
        const done = yield* Effect.forEach(choosing, (chooses) => Effect.result(chooses ? choose : end), together)
        const { sessions: left } = yield* (yield* Model.Memory).state
        expect(left.length).toBe(done.filter((one) => Result.isSuccess(one) && one.success === "chosen").length)
        expect(left.length).toBeLessThanOrEqual(1)
      })
    )
  )
  await fc.assert(property, runs)
})
