/** How often a law is tried: as often as laws are, and twenty times as often in a hunt. */
import { defaultRuns } from "../../src/laws/index.ts"

export const runs = { numRuns: process.env["NEXIO_HUNT"] === undefined ? defaultRuns : 20 * defaultRuns }
