/** How often a property is tried, each try a request or a few: a hundred times as often in a hunt. */
export const runs = (times: number): { readonly numRuns: number } => ({
  numRuns: process.env["NEXIO_HUNT"] === undefined ? times : times * 100
})
