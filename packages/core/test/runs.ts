/** How often a property is tried: 100 times, and `NEXIO_HUNT` times as often where that is set. */
export const runs = { numRuns: 100 * Number(process.env["NEXIO_HUNT"] ?? 1) }
