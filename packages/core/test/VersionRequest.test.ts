import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { VersionRequest } from "../src/index.ts"
import { runs } from "./runs.ts"

const isTaken = (text: string) => Result.isSuccess(VersionRequest.parse(text))

describe("A version as it is asked for", () => {
  it("is always taken as it is written where it is a version or the newest of a major", () =>
    fc.assert(
      fc.property(fc.nat(999), fc.option(fc.nat(999), { nil: "x" }), (major, minor) => {
        const text = `${major}.${minor}`
        expect(VersionRequest.parse(text)).toEqual(Result.succeed(text))
      }),
      runs
    ))

  it("is never anything else", () => {
    const wrong = [
      "",
      "1",
      "1.",
      ".1",
      "x",
      "x.1",
      "1.X",
      "1.2.3",
      "v1.2",
      "1.2 ",
      "1.2\n",
      "-1.2",
      "1.x.x",
      "١.٢",
      "latest"
    ]
    expect(wrong.filter(isTaken)).toEqual([])
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(isTaken(text)).toBe(/^[0-9]{1,9}[.]([0-9]{1,9}|x)$/.test(text))
      }),
      runs
    )
  })
})
