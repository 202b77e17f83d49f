/** A real HTTP receiver that answers from a script and verifies what it was sent. */
export type { Received } from "./Received.ts"
export { Receiver } from "./Receiver.ts"
export * as Reply from "./Reply.ts"
export { verify, verifyStandard } from "./Verification.ts"
