import { Engine, EngineStore, type Id, Page } from "@nexio/core"
import { Effect, Layer, Result } from "effect"
import { noted } from "./AuditStore.ts"
import { Memory } from "./Memory.ts"
import { once } from "./Once.ts"
import { findOrg } from "./OrgStore.ts"
import { add, change, newestFirst, type State } from "./State.ts"

export const layer = Layer.effect(
  EngineStore,
  Effect.gen(function* () {
    const memory = yield* Memory
    return EngineStore.of({
      change: (orgId, slug, decide, remember) =>
        memory.make(
          once(
            remember,
            (decision) => decision,
            (state) =>
              Result.flatMap(findOrg(state, orgId), () =>
                Result.map(decide(findEngine(state, orgId, slug)), (decision) => [
                  decision,
                  noted(written(state, decision), orgId, decision.entry)
                ])
              )
          )
        ),

      find: (orgId, slug) => Effect.flatMap(memory.state, (state) => Effect.fromResult(existing(state, orgId, slug))),

      list: (orgId, { after, limit }) =>
        Effect.map(memory.state, ({ engines }) =>
          Page.of(
            newestFirst(
              engines.filter((engine) => engine.orgId === orgId),
              after
            ),
            limit
          )
        ),

      version: (orgId, slug, version) =>
        Effect.flatMap(memory.state, ({ engineVersions }) => {
          const found = engineVersions.find(
            (other) => other.orgId === orgId && other.engine === slug && other.version === version
          )
          return found === undefined ? Effect.fail(new Engine.EngineVersionNotFound()) : Effect.succeed(found)
        }),

      versions: (orgId, slug, { after, limit }) =>
        Effect.flatMap(memory.state, (state) =>
          Effect.fromResult(
            Result.map(existing(state, orgId, slug), () => {
              const isOfEngine = (version: (typeof state.engineVersions)[number]) =>
                version.orgId === orgId && version.engine === slug
              return Page.of(newestFirst(state.engineVersions.filter(isOfEngine), after), limit)
            })
          )
        )
    })
  })
)

export const findEngine = (state: State, orgId: Id.OrgId, slug: Engine.EngineSlug): Engine.Engine | undefined =>
  state.engines.find((engine) => engine.orgId === orgId && engine.slug === slug)

const existing = (
  state: State,
  orgId: Id.OrgId,
  slug: Engine.EngineSlug
): Result.Result<Engine.Engine, Engine.EngineNotFound> => {
  const found = findEngine(state, orgId, slug)
  return found === undefined ? Result.fail(new Engine.EngineNotFound({ engine: slug })) : Result.succeed(found)
}

/** With the engine as it was decided, and the version that was released. */
export const written = (state: State, { engine, version }: Pick<Engine.Decision, "engine" | "version">): State => {
  const isSame = (other: Engine.Engine) => other.orgId === engine.orgId && other.slug === engine.slug
  return {
    ...state,
    engines: state.engines.some(isSame)
      ? change(state.engines, isSame, () => engine)
      : add(state.engines, engine, ({ id }) => id === engine.id),
    engineVersions:
      version === undefined
        ? state.engineVersions
        : add(
            state.engineVersions,
            version,
            (other) =>
              other.orgId === version.orgId && other.engine === version.engine && other.version === version.version
          )
  }
}
