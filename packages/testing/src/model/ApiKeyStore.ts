import { ApiKey, ApiKeyStore, type Credential, Environment, type Id, Page } from "@nexio/core"
import { Effect, Layer, Result } from "effect"
import { noted } from "./AuditStore.ts"
import { Memory } from "./Memory.ts"
import { once } from "./Once.ts"
import { add, change, type HashedKey, newestFirst, type State } from "./State.ts"

export const layer = Layer.effect(
  ApiKeyStore,
  Effect.gen(function* () {
    const memory = yield* Memory
    return ApiKeyStore.of({
      find: (hash) =>
        Effect.map(memory.state, (state) => {
          const found = state.keys.find((key) => key.hash === hash)
          return found && credential(state, found)
        }),

      mint: (orgId, slug, decide, remember) =>
        memory.make(
          once(
            remember,
            (key: ApiKey.ApiKey) => key,
            (state) =>
              Result.flatMap(findActive(state, orgId, slug), (environment) =>
                Result.map(decide(environment), ({ entry, hash, key }) => {
                  const keys = add(state.keys, { key, hash }, (other) => other.hash === hash || other.key.id === key.id)
                  return [key, noted({ ...state, keys }, orgId, entry)]
                })
              )
          )
        ),

      revoke: (orgId, id, origin) =>
        memory.make((state) => {
          const isMeant = ({ key }: HashedKey) => key.orgId === orgId && key.id === id
          const found = state.keys.find(isMeant)
          if (found === undefined) return Result.fail(new ApiKey.ApiKeyNotFound())
          const revoked = ApiKey.revoke(found.key, origin)
          if (revoked === undefined) return Result.succeed([undefined, state])
          const keys = change(state.keys, isMeant, ({ hash }) => ({ hash, key: revoked.key }))
          return Result.succeed([undefined, noted({ ...state, keys }, orgId, revoked.entry)])
        }),

      list: (orgId, environmentId, { after, limit }) =>
        Effect.map(memory.state, ({ keys }) => {
          const listed = keys
            .map(({ key }) => key)
            .filter((key) => key.orgId === orgId && (environmentId === "all" || key.environmentId === environmentId))
          return Page.of(newestFirst(listed, after), limit)
        })
    })
  })
)

const findActive = (
  state: State,
  orgId: Id.OrgId,
  slug: string
): Result.Result<Environment.Environment, Environment.EnvironmentNotFound> => {
  const found = state.environments.find(
    (environment) => environment.orgId === orgId && environment.slug === slug && environment.deletedAt === undefined
  )
  return found === undefined
    ? Result.fail(new Environment.EnvironmentNotFound({ environment: slug }))
    : Result.succeed(found)
}

/** What a key says follows from its environment and its org: nothing that stops those has to reach its keys. */
const credential = (state: State, { key }: HashedKey): Credential => {
  const environment = state.environments.find(({ id, orgId }) => id === key.environmentId && orgId === key.orgId)!
  const org = state.orgs.find(({ id }) => id === key.orgId)!
  return {
    orgId: key.orgId,
    environmentId: key.environmentId,
    environment: key.environment,
    kind: environment.kind,
    apiKeyId: key.id,
    keyPrefix: key.keyPrefix,
    permissions: key.permissions,
    revokedAt: key.revokedAt,
    expiresAt: key.expiresAt,
    environmentActive: environment.deletedAt === undefined,
    orgSuspended: org.suspendedAt !== undefined
  }
}
