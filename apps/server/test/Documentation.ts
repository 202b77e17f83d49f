/** What the README and the documents tell, taken out of them. */
import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"

export const root = join(import.meta.dirname, "../../..")

export const documents = ["README.md", ...globSync("docs/**/*.md", { cwd: root })]

export const textOf = (document: string): string => readFileSync(join(root, document), "utf8")

/** The code blocks of a document that are fenced with exactly this. */
export const blocksOf = (document: string, fence: string): ReadonlyArray<string> =>
  textOf(document)
    .split(/^```/m)
    .filter((_, index) => index % 2 === 1)
    .filter((block) => block.slice(0, block.indexOf("\n")) === fence)
    .map((block) => block.slice(block.indexOf("\n") + 1))
