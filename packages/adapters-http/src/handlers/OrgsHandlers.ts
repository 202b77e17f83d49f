import { type Founding, Id, Org, Orgs } from "@nexio/core"
import { Effect, Redacted, Schema } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import * as Listing from "../api/Listing.ts"
import { NexioApi } from "../api/NexioApi.ts"
import { FoundingJson } from "../api/OrgsApi.ts"
import * as Once from "./Once.ts"
import * as PathId from "./PathId.ts"

/** Whose the idempotency keys of the operator are, who belongs to no org. */
export const operator = "00000000-0000-7000-8000-000000000000"
const owner = { orgId: Id.OrgId.make(operator), environmentId: operator }

const encode = Schema.encodeSync(FoundingJson)
const founded = {
  status: 201,
  encode: ({ live, org }: Founding) => encode({ ...shown(org), liveEnvironment: live })
}

export const layer = HttpApiBuilder.group(
  NexioApi,
  "orgs",
  Effect.fnUntraced(function* (handlers) {
    const orgs = yield* Orgs
    const once = yield* Once.make
    return handlers.handleAll({
      found: (asked) =>
        once(asked, owner, founded, (remember) =>
          Effect.map(orgs.found(asked.payload, remember), ({ key, live, org }) => ({
            ...shown(org),
            liveEnvironment: live,
            apiKey: Redacted.value(key)
          }))
        ),
      list: Effect.fnUntraced(function* ({ query }) {
        const page = yield* orgs.list(Listing.requested(query))
        return Listing.answered({ ...page, items: page.items.map(shown) })
      }),
      get: Effect.fnUntraced(function* ({ params }) {
        return shown(yield* orgs.find(yield* idOf(params)))
      }),
      change: Effect.fnUntraced(function* ({ params, payload }) {
        return shown(yield* orgs.change(yield* idOf(params), payload))
      })
    })
  })
)

const shown = (org: Org.Org) => ({ ...org, ...(org.suspendedAt === undefined ? {} : { suspended: true as const }) })

export const idOf = ({ id }: { readonly id: string }) =>
  PathId.parse(Id.OrgId, id, () => new Org.OrgNotFound({ orgId: id }))
