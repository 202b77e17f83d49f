import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Outgoing from "../src/webhook/Outgoing.ts"
import { runs } from "./runs.ts"

/** No answer has such letters but from its token. */
const token = fc.string({ unit: fc.constantFrom(..."abc"), minLength: 4, maxLength: 40 })
const text = fc.string({ unit: fc.constantFrom(..."xyz ") })

const sent = (token: string): Outgoing.Outgoing => ({
  url: "https://example.com",
  body: "",
  headers: { authorization: `Bearer ${token}` }
})

describe("An answer that gives back its request's auth token", () => {
  it("is kept without it, and without what it has of one when it is cut off", () =>
    fc.assert(
      fc.property(token, fc.array(text, { maxLength: 3 }), text, fc.nat(), (token, before, last, cut) => {
        const answer = [...before, last].join(`Bearer ${token} `)
        const begun = token.slice(0, cut % token.length)
        const kept = Outgoing.withoutToken(`${answer}${begun}`, sent(token))
        expect(kept).not.toContain(token)
        const hidden = [...before, last].join("Bearer [auth token] ")
        expect(kept).toBe(`${hidden}${begun.length < 4 ? begun : "[auth token]"}`)
      }),
      runs
    ))

  it("is kept as it is where the request had none", () =>
    fc.assert(
      fc.property(fc.string(), (answer) => {
        expect(Outgoing.withoutToken(answer, { url: "", body: "", headers: {} })).toBe(answer)
      }),
      runs
    ))
})
