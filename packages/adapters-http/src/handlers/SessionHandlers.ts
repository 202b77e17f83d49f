import { Id, Origin, Session, Sessions, type SignedIn, Tenancy } from "@nexio/core"
import { Effect, Redacted, Schema } from "effect"
import { HttpServerResponse } from "effect/http"
import { HttpApiBuilder } from "effect/http-api"
import { Visitor } from "../api/Access.ts"
import { NexioApi } from "../api/NexioApi.ts"
import { SessionJson } from "../api/SessionApi.ts"
import { ClientAddress } from "./ClientAddress.ts"
import * as PathId from "./PathId.ts"
import * as SessionCookie from "./SessionCookie.ts"

const encode = Schema.encodeSync(SessionJson)

/** `publicUrl` gives the address that people reach the server at, which is known once it listens. */
export const layer = (publicUrl: () => string) =>
  HttpApiBuilder.group(
    NexioApi,
    "session",
    Effect.fnUntraced(function* (handlers) {
      const sessions = yield* Sessions
      const client = yield* ClientAddress

      const shown = Effect.fnUntraced(function* (signedIn: SignedIn) {
        const { member, session, tenancy } = signedIn
        const { environmentLimit, id, name, suspendedAt } = tenancy.org
        return {
          member,
          org: { id, name, ...(suspendedAt === undefined ? {} : { suspended: true as const }) },
          permissions: member.permissions,
          orgs: yield* sessions.orgs(signedIn),
          environmentLimit,
          environmentsUsed: Tenancy.used(tenancy),
          createdAt: session.createdAt,
          expiresAt: Session.endOf(session)
        }
      })

      /** The session that has just begun, with its cookie. */
      const answered = Effect.fnUntraced(function* (token: Redacted.Redacted, status: number) {
        const body = encode(yield* shown(yield* sessions.verify(token)))
        const response = HttpServerResponse.text(JSON.stringify(body), { status, contentType: "application/json" })
        return SessionCookie.set(response, token, publicUrl())
      })

      return handlers.handleAll({
        get: () => Effect.flatMap(Visitor, shown),
        signIn: Effect.fnUntraced(function* ({ payload, request }) {
          const { token } = yield* sessions
            .signIn(Redacted.make(payload.token, { label: "sign-in link" }))
            .pipe(Effect.provideService(Origin.Actor, Origin.actor("system", client.of(request))))
          return yield* Effect.catchTag(answered(token, 201), "SignedOut", () => Effect.fail(new Session.LinkRefused()))
        }),
        choose: Effect.fnUntraced(function* ({ payload }) {
          const visitor = yield* Visitor
          const orgId = yield* PathId.parse(Id.OrgId, payload.orgId, () => new Session.OrgNotJoined())
          const { token } = yield* sessions.choose(visitor, orgId)
          return yield* answered(token, 200)
        }),
        signOut: Effect.fnUntraced(function* () {
          yield* sessions.end(yield* Visitor)
          return SessionCookie.clear(HttpServerResponse.empty(), publicUrl())
        })
      })
    })
  )
