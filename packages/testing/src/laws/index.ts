/** The laws of the ports: what every adapter keeps. */
export { type Definition, defaultRuns, type Law, LawBroken, law, type Options } from "./Law.ts"
export type { Stores } from "./Stores.ts"
