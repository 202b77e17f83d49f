/** The contract: schemas and endpoints, with no handler. */
export * as Access from "./Access.ts"
export { NexioApi } from "./NexioApi.ts"
export * as Refusal from "./Refusal.ts"
export type { Refused } from "./Refused.ts"
export * as Unacceptable from "./Unacceptable.ts"
