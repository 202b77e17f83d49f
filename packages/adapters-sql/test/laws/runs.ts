/** How often a law is tried here, where each try is on a file of its own: the model shows the law itself to be right. */
export const runs = { numRuns: process.env["NEXIO_HUNT"] === undefined ? 20 : 250 }
