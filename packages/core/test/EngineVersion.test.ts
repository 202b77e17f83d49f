import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { EngineVersion, VersionRequest } from "../src/index.ts"
import { runs } from "./runs.ts"

/** What was released, one after the other: whether each broke with the one before. */
const history = fc.array(fc.boolean(), { maxLength: 30 })

/** The releases after a history, and the versions in their order. */
const released = (history: ReadonlyArray<boolean>) => {
  let releases: EngineVersion.Releases = []
  const versions = history.map((breaking) => {
    releases = EngineVersion.next(releases, breaking)
    return EngineVersion.newest(releases)!
  })
  return { releases, versions }
}

const ask = (releases: EngineVersion.Releases, text: string) =>
  EngineVersion.resolve(releases, VersionRequest.VersionRequest.make(text))

describe("The versions of an engine", () => {
  it("are always the next minor, or the next major, and never one that there was", () =>
    fc.assert(
      fc.property(history, (history) => {
        const { versions } = released(history)
        let [major, minor] = [1, -1]
        for (const [nth, breaking] of history.entries()) {
          ;[major, minor] = breaking && nth > 0 ? [major + 1, 0] : [major, minor + 1]
          expect(versions[nth]).toBe(`${major}.${minor}`)
        }
        expect(new Set(versions).size).toBe(versions.length)
      }),
      runs
    ))

  it("are each found as it is asked for, the newest of its major by x, and the newest of all by nothing", () =>
    fc.assert(
      fc.property(history, (history) => {
        const { releases, versions } = released(history)
        expect(EngineVersion.resolve(releases)).toBe(versions.at(-1))
        for (const version of versions) {
          expect(ask(releases, version)).toBe(version)
          const [major] = version.split(".")
          expect(ask(releases, `${major}.x`)).toBe(versions.findLast((other) => other.startsWith(`${major}.`)))
        }
      }),
      runs
    ))

  it("are never found where they are not, or are written in another way", () =>
    fc.assert(
      fc.property(
        history,
        fc.stringMatching(/^0?[0-9]{1,2}\.(0?[0-9]{1,2}|x)$/),
        fc.constantFrom("0.x", "0.0", "01.0", "1.00", "01.x", "999999999.x", "999999999.999999999"),
        (history, near, odd) => {
          const { releases, versions } = released(history)
          for (const text of [near, odd]) {
            const found = ask(releases, text)
            const meant = versions.filter((version) => text === version || text === version.replace(/\d+$/, "x"))
            expect(found).toBe(meant.at(-1))
          }
        }
      ),
      runs
    ))
})
