/** How often a law is tried: as often as laws are, and twenty times as often in a hunt. */
import { defaultRuns } from "@nexio/testing/laws"

export const runs = { numRuns: process.env["NEXIO_HUNT"] === undefined ? defaultRuns : 20 * defaultRuns }
