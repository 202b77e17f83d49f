import { Id, Member, Members } from "@nexio/core"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Visitor } from "../api/Access.ts"
import * as Listing from "../api/Listing.ts"
import { NexioApi } from "../api/NexioApi.ts"
import { created } from "./MembersHandlers.ts"
import * as Once from "./Once.ts"
import * as PathId from "./PathId.ts"
import { liveOf } from "./SessionAccess.ts"

export const layer = HttpApiBuilder.group(
  NexioApi,
  "ownMembers",
  Effect.fnUntraced(function* (handlers) {
    const members = yield* Members
    const once = yield* Once.make
    return handlers.handleAll({
      list: Effect.fnUntraced(function* ({ query }) {
        const { member } = yield* Visitor
        return Listing.answered(yield* members.list(member.orgId, Listing.requested(query)))
      }),
      create: Effect.fnUntraced(function* (asked) {
        const visitor = yield* Visitor
        const { orgId, permissions: granter } = visitor.member
        const owner = { orgId, environmentId: liveOf(visitor).id }
        return yield* once(asked, owner, created, (remember) =>
          members.create(orgId, { ...asked.payload, granter }, remember)
        )
      }),
      update: Effect.fnUntraced(function* ({ params, payload }) {
        const { orgId, permissions: granter } = (yield* Visitor).member
        return yield* members.permit(orgId, yield* idOf(params), payload.permissions, granter)
      }),
      remove: Effect.fnUntraced(function* ({ params }) {
        const { orgId } = (yield* Visitor).member
        yield* members.remove(orgId, yield* idOf(params))
      })
    })
  })
)

const idOf = ({ id }: { readonly id: string }) => PathId.parse(Id.MemberId, id, () => new Member.MemberNotFound())
