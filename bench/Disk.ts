/** What the disk under the databases can do: how many times a second a small write is made durable. */
import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs"
import { join } from "node:path"
import { makeFolder, removeFolder } from "./Server.ts"

/** Fsyncs a second, over half a second. */
export const fsyncsPerSecond = (): number => {
  const folder = makeFolder()
  const file = openSync(join(folder, "fsync"), "w")
  const block = Buffer.alloc(4_096)
  const start = performance.now()
  let count = 0
  for (; performance.now() - start < 500; count += 1) {
    writeSync(file, block, 0, block.length, 0)
    fdatasyncSync(file)
  }
  const perSecond = (count / (performance.now() - start)) * 1_000
  closeSync(file)
  removeFolder(folder)
  return perSecond
}
