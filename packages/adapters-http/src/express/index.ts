/** The contract in Express: as a handler for an app of one's own, or as a server. */

export type { Options } from "../handlers/index.ts"
export { make as app } from "./App.ts"
export { type Handler, make as handler } from "./Handler.ts"
export { type Address, ListenFailed, NexioServer } from "./NexioServer.ts"
