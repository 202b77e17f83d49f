/** How often a property is tried: each try is a database of its own. */
export const runs = { numRuns: process.env["NEXIO_HUNT"] === undefined ? 20 : 1_000 }
