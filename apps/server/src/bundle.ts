/**
 * Where the bundle begins: a start that is quick and leaves little memory behind.
 *
 * What V8 compiled is kept beside the bundle, and the next start takes it from there: parsing four megabytes anew
 * leaves 20 MB of the process's heap in pieces that are never given back. A folder that cannot be written costs just
 * that. The space for new objects stays small until the server listens, since what a start makes is not what comes later.
 * That for old ones grows by half at most until it is looked through: by V8's own measure the 20 MB that a load keeps in
 * use become 120 with what nothing uses any more.
 */
import { enableCompileCache, flushCompileCache } from "node:module"
import { join } from "node:path"
import { setFlagsFromString } from "node:v8"

/** How much the space for new objects grows at a time; 1 is not at all, and V8's own is 2. */
const grow = (factor: number) => setFlagsFromString(`--semi-space-growth-factor=${factor}`)

grow(1)
setFlagsFromString("--heap-growing-percent=50")
enableCompileCache(join(import.meta.dirname, "compiled"))

const { listening } = await import("./main.ts")

listening.then(() => {
  // Before the flag: what was compiled is taken again under the same flags alone.
  flushCompileCache()
  grow(2)
})
