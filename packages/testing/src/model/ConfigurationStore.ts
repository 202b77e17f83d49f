import { type Clone, type Configuration, ConfigurationStore, type Id, type Org } from "@nexio/core"
import { Effect, Layer, Result } from "effect"
import { noted } from "./AuditStore.ts"
import { findTenancy } from "./EnvironmentStore.ts"
import { Memory } from "./Memory.ts"
import { once } from "./Once.ts"
import { add, change, isIn, isOne, type State } from "./State.ts"

export const layer = Layer.effect(
  ConfigurationStore,
  Effect.gen(function* () {
    const memory = yield* Memory
    return ConfigurationStore.of({
      read: (orgId, slugs) =>
        Effect.flatMap(memory.state, (state) => Effect.fromResult(findConfigured(state, orgId, slugs))),

      clone: (orgId, slugs, decide, remember) =>
        memory.make(
          once(
            remember,
            (cloned: Clone.Cloned) => cloned,
            (state) =>
              Result.flatMap(findConfigured(state, orgId, slugs), (configured) =>
                Result.map(decide(configured), (cloned) => [cloned, noted(written(state, cloned), orgId, cloned.entry)])
              )
          )
        )
    })
  })
)

const written = (state: State, { endpoints, environment }: Clone.Cloned): State => ({
  ...state,
  environments: change(
    state.environments,
    ({ id, orgId }) => id === environment.id && orgId === environment.orgId,
    () => environment
  ),
  endpoints: endpoints.reduce((all, one) => add(all, one, isOne(one, one.id)), state.endpoints)
})

const findConfigured = (
  state: State,
  orgId: Id.OrgId,
  slugs: ReadonlyArray<string>
): Result.Result<Configuration.Configured, Org.OrgNotFound> =>
  Result.map(findTenancy(state, orgId), ({ environments, org }) => ({
    org,
    configurations: environments
      .filter(({ slug }) => slugs.includes(slug))
      .map((environment) => ({
        environment,
        endpoints: state.endpoints
          .filter((one) => isIn({ orgId, environmentId: environment.id })(one) && one.deletedAt === undefined)
          .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      }))
  }))
