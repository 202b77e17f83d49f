/** How often a law is tried: as often as laws are, and five times as often in a hunt. */
import { defaultRuns } from "@nexio/testing/laws"

export const runs = { numRuns: process.env["NEXIO_HUNT"] === undefined ? defaultRuns : 5 * defaultRuns }
