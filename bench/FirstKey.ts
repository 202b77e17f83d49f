import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"

/** The key that the first start without a terminal wrote down, which may be a little after the server is healthy. */
export const firstKey = async (data: string): Promise<string> => {
  const path = join(data, "first-start")
  const end = performance.now() + 5_000
  while (performance.now() < end) {
    const match = existsSync(path) ? /nx_live_[0-9a-f]{64}/.exec(readFileSync(path, "utf8")) : null
    if (match !== null) return match[0]
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error("The first start wrote no key")
}
