import { Member, Members, SignInLink } from "@nexio/core"
import { Effect, Schema } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { MemberJson, SignInLinkJson } from "../api/MembersApi.ts"
import { NexioApi } from "../api/NexioApi.ts"
import * as Once from "./Once.ts"
import { within } from "./OrgKeysHandlers.ts"
import { idOf } from "./OrgsHandlers.ts"

const encodeMember = Schema.encodeSync(MemberJson)
/** How the making of a member is remembered. */
export const created = { status: 201, encode: ({ member }: Member.Decision) => encodeMember(member) }

const encodeLink = Schema.encodeSync(SignInLinkJson)
const linked = { status: 201, encode: ({ link }: SignInLink.Linked) => encodeLink(link) }

/** `publicUrl` gives the address that people reach the server at, which is known once it listens. */
export const layer = (publicUrl: () => string) =>
  HttpApiBuilder.group(
    NexioApi,
    "members",
    Effect.fnUntraced(function* (handlers) {
      const members = yield* Members
      const once = yield* Once.make
      return handlers.handleAll({
        create: Effect.fnUntraced(function* (asked) {
          const orgId = yield* idOf(asked.params)
          return yield* once(asked, within(orgId), created, (remember) =>
            members.create(orgId, { ...asked.payload, granter: Member.allPermissions }, remember).pipe(
              // Who holds everything grants everything.
              Effect.catchTag("GrantRefused", Effect.die)
            )
          )
        }),
        link: Effect.fnUntraced(function* (asked) {
          const orgId = yield* idOf(asked.params)
          return yield* once(asked, within(orgId), linked, (remember) =>
            Effect.map(members.link(orgId, asked.payload.email, remember), ({ link, token }) => ({
              ...link,
              url: SignInLink.url(publicUrl(), token)
            }))
          )
        })
      })
    })
  )
