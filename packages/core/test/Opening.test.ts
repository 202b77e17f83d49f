import { Effect, Exit, Redacted } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Binding, type Id, Sealed, SecretUnreadable } from "../src/index.ts"
import * as Opening from "../src/secret/Opening.ts"
import { runs } from "./runs.ts"

const few = fc.constantFrom("a", "b")
const binding = fc.record({
  kind: fc.constantFrom("signing_secret" as const, "auth_token" as const),
  orgId: few.map((org) => org as Id.OrgId),
  row: few
})
const sealed = fc.record({ secret: few, binding }).map((one) => Sealed.make(JSON.stringify(one)))

describe("An opening", () => {
  it("gives of each secret what opening it gives, where it is bound and nowhere else, and opens it once", () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(sealed, binding)), async (asked) => {
        const opened: Array<string> = []
        const open = (sealed: Sealed, binding: Binding) => {
          const content = JSON.parse(sealed)
          if (JSON.stringify(content.binding) !== JSON.stringify(binding)) return new SecretUnreadable({ binding })
          return Effect.sync(() => {
            opened.push(sealed)
            return Redacted.make(content.secret as string)
          })
        }
        const opening = Opening.of({ open })
        const exits = (of: Opening.Opening) => Effect.forEach(asked, (one) => Effect.exit(of.open(...one)))
        const text = Exit.map<Redacted.Redacted, string>(Redacted.value)
        const given = (await Effect.runPromise(exits(opening))).map(text)
        expect(opened).toStrictEqual([...new Set(opened)])
        expect(given).toStrictEqual((await Effect.runPromise(exits({ open }))).map(text))
      }),
      runs
    ))
})
