import { Org, OrgStore, Page } from "@nexio/core"
import { Effect, Layer, Result } from "effect"
import { noted } from "./AuditStore.ts"
import { written } from "./EngineStore.ts"
import { Memory } from "./Memory.ts"
import { once } from "./Once.ts"
import { add, change, newestFirst, type State } from "./State.ts"

export const layer = Layer.effect(
  OrgStore,
  Effect.gen(function* () {
    const memory = yield* Memory
    return OrgStore.of({
      found: (founding, remember) =>
        memory.make(
          once(
            remember,
            () => founding,
            (state) => {
              const { apiKey, engine, entry, hash, live, org } = founding
              const after: State = {
                ...state,
                orgs: add(state.orgs, org, ({ id }) => id === org.id),
                environments: add(state.environments, live, ({ id }) => id === live.id),
                keys: add(
                  state.keys,
                  { key: apiKey, hash },
                  (other) => other.hash === hash || other.key.id === apiKey.id
                )
              }
              return Result.succeed([undefined, noted(written(after, engine), org.id, entry)])
            }
          )
        ),

      change: (orgId, decide) =>
        memory.make((state) =>
          Result.map(findOrg(state, orgId), (before) => {
            const { entry, org } = decide(before)
            const orgs = change(
              state.orgs,
              ({ id }) => id === orgId,
              () => org
            )
            return [org, noted({ ...state, orgs }, orgId, entry)]
          })
        ),

      find: (orgId) => Effect.flatMap(memory.state, (state) => Effect.fromResult(findOrg(state, orgId))),

      list: ({ after, limit }) => Effect.map(memory.state, ({ orgs }) => Page.of(newestFirst(orgs, after), limit)),

      isEmpty: Effect.map(memory.state, ({ orgs }) => orgs.length === 0)
    })
  })
)

export const findOrg = (state: State, orgId: string): Result.Result<Org.Org, Org.OrgNotFound> => {
  const org = state.orgs.find(({ id }) => id === orgId)
  return org === undefined ? Result.fail(new Org.OrgNotFound({ orgId })) : Result.succeed(org)
}
