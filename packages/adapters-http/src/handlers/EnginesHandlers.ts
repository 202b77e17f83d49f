import { type Engine, Engines, EngineVersion, type Principal, type SecretEngine } from "@nexio/core"
import { Effect, Redacted, Schema } from "effect"
import { Caller } from "../api/Access.ts"
import { EngineJson, EngineVersionJson } from "../api/EnginesApi.ts"
import * as Listing from "../api/Listing.ts"
import * as BothFaces from "./BothFaces.ts"
import * as Once from "./Once.ts"

const encode = Schema.encodeSync(EngineJson)
const encodeVersion = Schema.encodeSync(EngineVersionJson)
const created = { status: 201, encode: ({ engine }: Pick<Engine.Decision, "engine">) => encode(shown(engine)) }
const rotated = { ...created, status: 200 }

export const layer = BothFaces.group(
  "engines",
  Effect.fnUntraced(function* (handlers) {
    const engines = yield* Engines
    const once = yield* Once.make
    return handlers.handleAll({
      create: Effect.fnUntraced(function* (asked) {
        const caller = yield* Caller
        return yield* once(asked, caller, created, (remember) =>
          Effect.map(engines.create(caller.orgId, asked.payload, remember), withSecret)
        )
      }),
      list: Effect.fnUntraced(function* ({ query }) {
        const page = yield* engines.list((yield* Caller).orgId, Listing.requested(query))
        return Listing.answered({ ...page, items: page.items.map(shown) })
      }),
      get: Effect.fnUntraced(function* ({ params }) {
        return shown(yield* engines.find((yield* Caller).orgId, params.slug))
      }),
      rotateSecret: Effect.fnUntraced(function* (asked) {
        const caller = yield* Caller
        return yield* once(asked, caller, rotated, (remember) =>
          Effect.map(
            engines.rotate(caller.orgId, asked.params.slug, asked.payload.overlapSeconds, remember),
            withSecret
          )
        )
      }),
      release: Effect.fnUntraced(function* (asked) {
        const caller = yield* Caller
        const released = {
          status: 201,
          encode: ({ version }: Engine.Release) => encodeVersion(shownTo(caller)(version))
        }
        return yield* once(asked, caller, released, (remember) =>
          Effect.map(engines.release(caller.orgId, asked.params.slug, asked.payload, remember), ({ version }) =>
            shownTo(caller)(version)
          )
        )
      }),
      versions: Effect.fnUntraced(function* ({ params, query }) {
        const caller = yield* Caller
        const page = yield* engines.versions(caller.orgId, params.slug, Listing.requested(query))
        return Listing.answered({ ...page, items: page.items.map(shownTo(caller)) })
      }),
      version: Effect.fnUntraced(function* ({ params }) {
        const caller = yield* Caller
        return shownTo(caller)(yield* engines.version(caller.orgId, params.slug, params.version))
      })
    })
  })
)

const shown = (engine: Engine.Engine) => {
  const currentVersion = EngineVersion.newest(engine.releases)
  return { ...engine, ...(currentVersion === undefined ? {} : { currentVersion }) }
}

const withSecret = ({ engine, secret }: SecretEngine) => ({ ...shown(engine), signingSecret: Redacted.value(secret) })

/** A version as its caller sees it: where its executor is asked, only with `engines:manage`. */
const shownTo =
  ({ permissions }: Pick<Principal.Principal, "permissions">) =>
  (version: EngineVersion.EngineVersion) => {
    const { executor } = version
    if (executor.type === "echo" || permissions.includes("engines:manage")) return { ...version, executor }
    const { url: _url, ...rest } = executor
    return { ...version, executor: rest }
  }
