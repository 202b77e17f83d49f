/** How often a law is tried here, where emptying the tables before each try takes a while. */
export const runs = { numRuns: process.env["NEXIO_HUNT"] === undefined ? 10 : 100 }
