export * as Faults from "./Faults.ts"
