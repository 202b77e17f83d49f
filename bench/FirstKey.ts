import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"

/** What the first start without a terminal wrote down, which may be a little after the server is healthy. */
const written = async (data: string, pattern: RegExp): Promise<string> => {
  const path = join(data, "first-start")
  const end = performance.now() + 5_000
  while (performance.now() < end) {
    const match = existsSync(path) ? pattern.exec(readFileSync(path, "utf8")) : null
    if (match !== null) return match[0]
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`The first start wrote nothing like ${pattern}`)
}

export const firstKey = (data: string): Promise<string> => written(data, /nx_live_[0-9a-f]{64}/)

/** The link that signs in to the portal, once. */
export const firstLink = (data: string): Promise<string> => written(data, /http\S+\/sign-in#[0-9a-f]{64}/)
