/** How often a month is simulated. What fails is made smaller for a while only, so that it is told before the test's time is over. */
export const months =
  process.env["NEXIO_HUNT"] === undefined ? { numRuns: 20, interruptAfterTimeLimit: 45_000 } : { numRuns: 1_000 }
