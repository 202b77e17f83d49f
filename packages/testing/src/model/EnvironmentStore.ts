import { type Environment, EnvironmentStore, type Id, type Org, Standing, type Tenancy } from "@nexio/core"
import { Effect, Layer, Result } from "effect"
import { noted } from "./AuditStore.ts"
import { stopEnvironment } from "./Endings.ts"
import { Memory } from "./Memory.ts"
import { once } from "./Once.ts"
import { findOrg } from "./OrgStore.ts"
import { add, change, type State } from "./State.ts"

export const layer = Layer.effect(
  EnvironmentStore,
  Effect.gen(function* () {
    const memory = yield* Memory
    return EnvironmentStore.of({
      change: (orgId, decide, remember) =>
        memory.make(
          once(
            remember,
            (environment: Environment.Environment) => environment,
            (state) =>
              Result.flatMap(findTenancy(state, orgId), (tenancy) =>
                Result.map(decide(tenancy), (decision) => [
                  decision.environment,
                  noted(written(state, decision), orgId, decision.entry)
                ])
              )
          )
        ),

      tenancy: (orgId) => Effect.flatMap(memory.state, (state) => Effect.fromResult(findTenancy(state, orgId))),

      byId: (orgId, id) =>
        Effect.map(memory.state, ({ environments }) =>
          environments.find((environment) => environment.orgId === orgId && environment.id === id)
        )
    })
  })
)

const written = (state: State, { environment, kind }: Tenancy.Decision): State => {
  const isSame = ({ id, orgId }: Environment.Environment) => id === environment.id && orgId === environment.orgId
  if (kind === "created") return { ...state, environments: add(state.environments, environment, isSame) }
  const changed = { ...state, environments: change(state.environments, isSame, () => environment) }
  if (environment.deletedAt === undefined) return changed
  return stopEnvironment(changed, { orgId: environment.orgId, environmentId: environment.id }, environment.deletedAt)
}

export const findTenancy = (state: State, orgId: Id.OrgId): Result.Result<Tenancy.Tenancy, Org.OrgNotFound> =>
  Result.map(findOrg(state, orgId), (org) => ({
    org,
    environments: state.environments
      .filter((environment) => environment.orgId === orgId && environment.deletedAt === undefined)
      .toSorted(liveFirst)
  }))

/** Then in the order of their making, which is that of their ids. */
const liveFirst = (a: Environment.Environment, b: Environment.Environment): number =>
  Number(b.kind === "live") - Number(a.kind === "live") || (a.id < b.id ? -1 : 1)

/** The org and the environment of a scope, as long as that takes what is written in it. */
export const findOpen = (
  state: State,
  scope: Id.Scope
): Result.Result<{ readonly org: Org.Org; readonly environment: Environment.Environment }, Standing.Refused> => {
  const org = state.orgs.find(({ id }) => id === scope.orgId)
  const environment = state.environments.find(({ id, orgId }) => id === scope.environmentId && orgId === scope.orgId)
  const stands = Standing.check({ suspended: org?.suspendedAt !== undefined, environment })
  return Result.map(stands, () => ({ org: org!, environment: environment! }))
}
