/** What every store of sessions keeps: contract, section 7. */
export { laws } from "./control-plane/member/Sessions.ts"
