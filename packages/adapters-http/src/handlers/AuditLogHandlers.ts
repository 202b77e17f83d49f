import { AuditLog, type Mac } from "@nexio/core"
import { Effect } from "effect"
import { Caller } from "../api/Access.ts"
import * as Listing from "../api/Listing.ts"
import { InvalidRequest } from "../api/Unacceptable.ts"
import * as BothFaces from "./BothFaces.ts"

export const layer = BothFaces.group(
  "auditLog",
  Effect.fnUntraced(function* (handlers) {
    const log = yield* AuditLog
    return handlers.handleAll({
      list: Effect.fnUntraced(function* ({ query }) {
        const { orgId } = yield* Caller
        const { after, limit } = Listing.requested(query)
        return Listing.answered(yield* log.list(orgId, { limit, after: after === undefined ? after : Number(after) }))
      }),
      verify: Effect.fnUntraced(function* ({ query }) {
        const { orgId } = yield* Caller
        const { broken, head } = yield* log.verify(orgId, yield* keptHead(query))
        return {
          verified: broken === undefined,
          ...(head.mac === "" ? {} : { head: { number: head.number, mac: head.mac } }),
          ...(broken === undefined ? {} : { broken })
        }
      })
    })
  })
)

/** The head that a reader kept: both of its parts, or nothing. */
const keptHead = ({ mac, number }: { readonly number?: number; readonly mac?: Mac }) => {
  if (number !== undefined && mac !== undefined) return Effect.succeed({ number, mac })
  if (number === undefined && mac === undefined) return Effect.undefined
  const path = number === undefined ? "number" : "mac"
  return Effect.fail(
    new InvalidRequest({ details: [{ path, message: "Send number and mac of a head together, or neither." }] })
  )
}
