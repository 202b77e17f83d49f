import { ApiKey, ApiKeyStore, type Credential, Environment, type Id, type LegacyKeys, Page } from "@nexio/core"
import { Effect, Layer, Result } from "effect"
import { noted } from "./AuditStore.ts"
import { findTenancy } from "./EnvironmentStore.ts"
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
                Result.map(decide(environment), ({ entry, hash, key }) => [
                  key,
                  noted({ ...state, keys: addKey(state.keys, { key, hash }) }, orgId, entry)
                ])
              )
          )
        ),

      revoke: (orgId, id, origin) =>
        memory.make((state) =>
          Result.map(findKey(state, orgId, id), (found) => {
            const revoked = ApiKey.revoke(found, origin)
            if (revoked === undefined) return [undefined, state]
            const keys = change(state.keys, isKey(orgId, id), ({ hash }) => ({ hash, key: revoked.key }))
            return [undefined, noted({ ...state, keys }, orgId, revoked.entry)]
          })
        ),

      roll: (orgId, id, decide, remember) =>
        memory.make(
          once(
            remember,
            (key: ApiKey.ApiKey) => key,
            (state) =>
              Result.flatMap(findKey(state, orgId, id), (old) =>
                Result.map(decide(old, environmentOf(state, old)), ({ ended, entry, fresh }) => {
                  const keys = change(state.keys, isKey(orgId, id), (one) => ({ hash: one.hash, key: ended }))
                  return [fresh.key, noted({ ...state, keys: addKey(keys, fresh) }, orgId, entry)]
                })
              )
          )
        ),

      importLegacy: (orgId, hashes, decide, remember) =>
        memory.make(
          once(
            remember,
            (imported: LegacyKeys.Import) => imported,
            (state) =>
              Result.flatMap(findTenancy(state, orgId), (tenancy) => {
                const known = state.keys.filter(({ hash }) => hashes.includes(hash))
                return Result.map(decide(tenancy, known), (imported) => {
                  const { created, entries, environment, fresh } = imported
                  const environments = created
                    ? add(state.environments, environment, ({ id }) => id === environment.id)
                    : state.environments
                  const after = { ...state, environments, keys: fresh.reduce(addKey, state.keys) }
                  return [imported, entries.reduce((state, entry) => noted(state, orgId, entry), after)]
                })
              })
          )
        ),

      used: (uses) =>
        memory.make((state) => {
          const keys = uses.reduce(
            (keys, { at, id, orgId }) =>
              change(keys, isKey(orgId, id), ({ hash, key }) => ({
                hash,
                key: { ...key, lastUsedAt: Math.max(at, key.lastUsedAt ?? at) }
              })),
            state.keys
          )
          return Result.succeed([undefined, { ...state, keys }])
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

const isKey =
  (orgId: Id.OrgId, id: Id.ApiKeyId) =>
  ({ key }: HashedKey): boolean =>
    key.orgId === orgId && key.id === id

const findKey = (
  state: State,
  orgId: Id.OrgId,
  id: Id.ApiKeyId
): Result.Result<ApiKey.ApiKey, ApiKey.ApiKeyNotFound> => {
  const found = state.keys.find(isKey(orgId, id))
  return found === undefined ? Result.fail(new ApiKey.ApiKeyNotFound()) : Result.succeed(found.key)
}

/** Deleted or not. */
const environmentOf = (state: State, key: ApiKey.ApiKey): Environment.Environment =>
  state.environments.find(({ id, orgId }) => id === key.environmentId && orgId === key.orgId)!

const addKey = (keys: State["keys"], added: HashedKey): State["keys"] =>
  add(keys, added, (other) => other.hash === added.hash || other.key.id === added.key.id)

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
  const environment = environmentOf(state, key)
  const org = state.orgs.find(({ id }) => id === key.orgId)!
  return {
    orgId: key.orgId,
    environmentId: key.environmentId,
    environment: key.environment,
    kind: environment.kind,
    apiKeyId: key.id,
    keyPrefix: key.keyPrefix,
    permissions: key.permissions,
    rateLimitPerMinute: org.rateLimitPerMinute,
    revokedAt: key.revokedAt,
    expiresAt: key.expiresAt,
    environmentActive: environment.deletedAt === undefined,
    orgSuspended: org.suspendedAt !== undefined
  }
}
