/** How often a property is tried: 100 times, and a thousand times as often in a hunt. */
export const runs = { numRuns: process.env["NEXIO_HUNT"] === undefined ? 100 : 100_000 }
