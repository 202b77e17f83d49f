import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import * as exported from "../src/laws/index.ts"
import { broken, EnvironmentStoreLaws, OrgStoreLaws } from "../src/laws/index.ts"
import * as Mended from "./worked-example/mended/MapStores.ts"
import * as Wrong from "./worked-example/wrong/MapStores.ts"

const folder = join(import.meta.dirname, "worked-example")
const document = readFileSync(join(import.meta.dirname, "../../../docs/testing.md"), "utf8")

const blocksOf = (language: string): ReadonlyArray<string> =>
  [...document.matchAll(/^```(\w+)\n(.*?)^```$/gms)].filter(([, name]) => name === language).map(([, , text]) => text!)

const textOf = (file: string): string => readFileSync(join(folder, file), "utf8")

/** Lines without what they are indented by. */
const flush = (text: string): string => text.replaceAll(/^ +/gm, "")

const laws = [...OrgStoreLaws.laws, ...EnvironmentStoreLaws.laws]

/** The same tries each time. */
const failures = broken(laws, Wrong.layer, { seed: 1 })

/** How many tries and steps it took may change with the laws; what was found may not. */
const found = (message: string): string =>
  message
    .replace(/^Tried with \(.*?\)/m, "Tried with (…)")
    .replace(/^Replay: .*$/m, "Replay: …")
    .trimEnd()

describe("The worked example of docs/testing.md", () => {
  it("has stores that break just the laws that the document says", async () => {
    const said = [...document.matchAll(/^- ([a-z].*)$/gm)].map(([, name]) => `It ${name}: broken.`)
    expect((await failures).map(({ message }) => message.split("\n")[0])).toEqual(said)
  })

  it("shows a failure as it is printed", async () => {
    const [shown, ...others] = blocksOf("text")
    expect(others).toEqual([])
    expect((await failures).map(({ message }) => found(message))).toContain(found(shown!))
  })

  it("replays each failure from what it printed", async () => {
    for (const { message } of await failures) {
      const [, seed, path] = /^Replay: \{ seed: (-?\d+), path: "([\d:]+)" \}$/m.exec(message) ?? []
      const law = laws.find(({ name }) => message.startsWith(`It ${name}: `))
      const replay = { seed: Number(seed), path: path!, numRuns: 1 }
      await expect(law!.check(Wrong.layer, replay)).rejects.toThrow(/^Tried with .*/m.exec(message)![0].split("): ")[1])
      await law!.check(Mended.layer, replay)
    }
  })

  it("has the text of its files in its code blocks", () => {
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"))
    const texts = files.map((file) => flush(textOf(file)))
    const blocks = blocksOf("ts")
    expect(blocks.length).toBeGreaterThan(3)
    expect(blocks.filter((block) => !texts.some((text) => text.includes(flush(block))))).toEqual([])
  })

  it("mends its stores, which keep every law then, by the changes that it shows", () => {
    const [diff, ...others] = blocksOf("diff")
    expect(others).toEqual([])
    let text = textOf("wrong/MapStores.ts")
    for (const change of diff!.split("@@\n")) {
      const lines = change.split("\n").slice(0, -1)
      const side = (without: string) =>
        lines
          .filter((line) => line[0] !== without)
          .map((line) => `${line.slice(1)}\n`)
          .join("")
      expect(text.split(side("+")).length, change).toBe(2)
      text = text.replace(side("+"), () => side("-"))
    }
    expect(text).toBe(textOf("mended/MapStores.ts"))
  })
})

describe("docs/testing.md", () => {
  it("names all the laws that there are, and no others", () => {
    const row = document.split("\n").find((line) => line.startsWith("| `@nexio/testing/laws` |"))
    const told = [...row!.matchAll(/`(\w+Laws)`/g)].map(([, name]) => name!)
    expect(told.toSorted()).toEqual(
      Object.keys(exported)
        .filter((name) => name.endsWith("Laws"))
        .toSorted()
    )
  })
})
