import { defaultRuns, type Law } from "./Law.ts"

/** The law, tried a tenth as often as asked for: each of its tries waits for something, or does very much. */
export const seldom = <Ports>(law: Law<Ports>): Law<Ports> => ({
  ...law,
  check: (ports, options = {}) =>
    law.check(ports, { ...options, numRuns: Math.ceil((options.numRuns ?? defaultRuns) / 10) })
})
