import { ApiKey, type Credential, Environment, type Hash } from "@nexio/core"
import { Cause, Effect, Exit, Result } from "effect"
import { inStores } from "./Fault.ts"
import { turns } from "./Listed.ts"
import { noting } from "./Noted.ts"
import { seenKeys } from "./Seen.ts"

export const faults = inStores("ApiKeyStore", [
  {
    name: "finds a key in a cache twice before it looks again",
    breaks: "A look-up sees every commit that was acknowledged before it: a revoked key ends at once (2.7).",
    wrap: ({ apiKeys }) => {
      const cache = new Map<Hash, { readonly credential: Credential; uses: number }>()
      return {
        apiKeys: {
          ...apiKeys,
          find: Effect.fnUntraced(function* (hash) {
            const cached = cache.get(hash)
            if (cached !== undefined && cached.uses-- > 0) return cached.credential
            const credential = yield* apiKeys.find(hash)
            if (credential !== undefined) cache.set(hash, { credential, uses: 2 })
            return credential
          })
        }
      }
    }
  },
  {
    name: "remembers for good that a hash was unknown",
    breaks: "A look-up sees every commit that was acknowledged before it, that of a new key too (ApiKeyStore.find).",
    wrap: ({ apiKeys }) => {
      const unknown = new Set<Hash>()
      return {
        apiKeys: {
          ...apiKeys,
          find: (hash) =>
            Effect.map(apiKeys.find(hash), (key) => {
              if (key === undefined) unknown.add(hash)
              return unknown.has(hash) ? undefined : key
            })
        }
      }
    }
  },
  {
    name: "acknowledges a revocation before it is written",
    breaks: "From the moment that its revocation was acknowledged a key answers 401 (2.7).",
    wrap: ({ apiKeys }) => ({
      apiKeys: {
        ...apiKeys,
        revoke: (orgId, id, at) =>
          Effect.asVoid(Effect.forkDetach(Effect.andThen(turns(3), Effect.ignore(apiKeys.revoke(orgId, id, at)))))
      }
    })
  },
  {
    name: "moves the instant of a revocation when it is revoked again",
    breaks: "A key that is revoked already stays as it is (ApiKeyStore.revoke).",
    wrap: ({ apiKeys }) => {
      const revoked = new Map<string, number>()
      const look = <K extends { readonly revokedAt?: number | undefined }>(key: K, id: string): K => {
        const revokedAt = revoked.get(id)
        return revokedAt === undefined ? key : { ...key, revokedAt }
      }
      return {
        apiKeys: {
          ...seenKeys(apiKeys, (key) => look(key, key.apiKeyId)),
          list: (orgId, environmentId, page) =>
            Effect.map(apiKeys.list(orgId, environmentId, page), (page) => ({
              ...page,
              items: page.items.map((key) => look(key, key.id))
            })),
          revoke: (orgId, id, origin) =>
            Effect.tap(apiKeys.revoke(orgId, id, origin), () => Effect.sync(() => revoked.set(id, origin.at)))
        }
      }
    }
  },
  {
    name: "revokes a key of whatever org",
    breaks: "What belongs to another org answers as what does not exist (2.6; ApiKeyStore.revoke).",
    wrap: (right) => {
      const { keys, stores } = noting(right)
      return {
        ...stores,
        apiKeys: {
          ...stores.apiKeys,
          revoke: (orgId, id, at) => {
            const key = [...keys.values()].find((key) => key.id === id)
            return right.apiKeys.revoke(key?.orgId ?? orgId, id, at)
          }
        }
      }
    }
  },
  {
    name: "acknowledges the revocation of a key that there is not",
    breaks: "An unknown key is ApiKeyNotFound (ApiKeyStore.revoke).",
    wrap: ({ apiKeys }) => ({
      apiKeys: {
        ...apiKeys,
        revoke: (orgId, id, at) => Effect.catchTag(apiKeys.revoke(orgId, id, at), "ApiKeyNotFound", () => Effect.void)
      }
    })
  },
  {
    name: "revokes all keys of the environment with the one",
    breaks: "A revocation ends one key (5, DELETE /api-keys; ApiKeyStore.revoke).",
    wrap: (right) => {
      const { keys, stores } = noting(right)
      return {
        ...stores,
        apiKeys: {
          ...stores.apiKeys,
          revoke: Effect.fnUntraced(function* (orgId, id, at) {
            yield* right.apiKeys.revoke(orgId, id, at)
            const all = [...keys.values()]
            const revoked = all.find((key) => key.id === id)
            for (const key of all.filter(({ environmentId }) => environmentId === revoked?.environmentId)) {
              yield* right.apiKeys.revoke(orgId, key.id, at)
            }
          })
        }
      }
    }
  },
  {
    name: "does not find a key once it is revoked",
    breaks: "The key of a hash is found, revoked or not (ApiKeyStore.find).",
    wrap: ({ apiKeys }) => ({
      apiKeys: seenKeys(apiKeys, (key) => (key.revokedAt === undefined ? key : undefined))
    })
  },
  {
    name: "finds a key by the beginning of its hash",
    breaks: "A key is found only by its hash, the whole of it (2.4).",
    wrap: (right) => {
      const { keys, stores } = noting(right)
      return {
        ...stores,
        apiKeys: {
          ...stores.apiKeys,
          find: (hash) =>
            right.apiKeys.find([...keys.keys()].find((known) => known.startsWith(hash.slice(0, 16))) ?? hash)
        }
      }
    }
  },
  {
    name: "forgets when a key expires",
    breaks: "A key authenticates only until it expires, so its look-up says when that is (2.4).",
    wrap: ({ apiKeys }) => ({ apiKeys: seenKeys(apiKeys, ({ expiresAt: _at, ...key }) => key) })
  },
  {
    name: "finds permissions in alphabetical order",
    breaks: "A key is given back with the permissions it was made with, as they were (5, POST /api-keys).",
    wrap: ({ apiKeys }) => ({
      apiKeys: seenKeys(apiKeys, (key) => ({ ...key, permissions: key.permissions.toSorted() }))
    })
  },
  {
    name: "gives a key that has no permissions the default ones",
    breaks: "Nobody is granted what it lacks: a key made with no permissions has none (4).",
    wrap: ({ apiKeys }) => ({
      apiKeys: seenKeys(apiKeys, (key) =>
        key.permissions.length === 0 ? { ...key, permissions: ["runs:write", "webhooks:manage"] } : key
      )
    })
  },
  {
    name: "lets a key work that was minted while its org was suspended",
    breaks: "A suspended org's keys do not authenticate, one minted meanwhile neither (2.4).",
    wrap: ({ apiKeys, orgs }) => {
      const fresh = new Set<string>()
      return {
        apiKeys: {
          ...seenKeys(apiKeys, (key) => (fresh.has(key.apiKeyId) ? { ...key, orgSuspended: false } : key)),
          mint: Effect.fnUntraced(function* (orgId, environment, decide, remember) {
            const key = yield* apiKeys.mint(orgId, environment, decide, remember)
            const org = yield* Effect.orDie(orgs.find(orgId))
            if (org.suspendedAt !== undefined) fresh.add(key.id)
            return key
          })
        }
      }
    }
  },
  {
    name: "mints for a slug in which an underscore stands for any character",
    breaks: "A key is bound to the environment of just this slug (2.4; ApiKeyStore.mint).",
    wrap: ({ apiKeys, environments }) => ({
      apiKeys: {
        ...apiKeys,
        mint: Effect.fnUntraced(function* (orgId, slug, decide, remember) {
          const pattern = new RegExp(`^${slug.replaceAll("_", ".")}$`)
          const tenancy = yield* Effect.exit(environments.tenancy(orgId))
          const among = Exit.isSuccess(tenancy) ? tenancy.value.environments : []
          const alike = among.find((environment) => pattern.test(environment.slug))
          return yield* apiKeys.mint(orgId, alike?.slug ?? slug, decide, remember)
        })
      }
    })
  },
  {
    name: "mints for an environment that was deleted",
    breaks: "A key is never bound to an environment whose deletion was acknowledged (ApiKeyStore.mint).",
    wrap: ({ apiKeys }) => {
      const known = new Map<string, Environment.Environment>()
      return {
        apiKeys: {
          ...apiKeys,
          mint: Effect.fnUntraced(function* (orgId, slug, decide, remember) {
            const place = `${orgId} ${slug}`
            const deciding: typeof decide = (environment) => {
              known.set(place, environment)
              return decide(environment)
            }
            const exit = yield* Effect.exit(apiKeys.mint(orgId, slug, deciding, remember))
            const before = known.get(place)
            const gone = Exit.isFailure(exit) && Cause.squash(exit.cause) instanceof Environment.EnvironmentNotFound
            if (!gone || before === undefined) return yield* exit
            return yield* Effect.fromResult(Result.map(decide(before), ({ key }) => key))
          })
        }
      }
    }
  },
  {
    name: "mints for the environment of whichever org has the slug",
    breaks: "A key is minted in an environment of the org that asks, and in no other (2.6; ApiKeyStore.mint).",
    wrap: (right) => {
      const { environments, stores } = noting(right)
      return {
        ...stores,
        apiKeys: {
          ...stores.apiKeys,
          mint: (orgId, slug, decide, remember) => {
            const active = [...environments.values()].filter((one) => one.slug === slug && one.deletedAt === undefined)
            const own = active.find((one) => one.orgId === orgId) ?? active[0]
            return right.apiKeys.mint(own?.orgId ?? orgId, slug, decide, remember)
          }
        }
      }
    }
  },
  {
    name: "acknowledges a minted key before it can be found",
    breaks: "A look-up sees every commit that was acknowledged before it (ApiKeyStore.find; 2.10).",
    wrap: (right) => {
      const { keys, stores } = noting(right)
      const behind = new Set<Hash>()
      return {
        ...stores,
        apiKeys: {
          ...stores.apiKeys,
          find: (hash) => {
            if (!keys.has(hash) || behind.has(hash)) return right.apiKeys.find(hash)
            behind.add(hash)
            return Effect.as(right.apiKeys.find(hash), undefined)
          }
        }
      }
    }
  },
  {
    name: "finds a key as of the live environment, whichever it is of",
    breaks: "The key alone decides the environment of a call, and its kind what it may do (2.6; 4).",
    wrap: ({ apiKeys }) => ({ apiKeys: seenKeys(apiKeys, (key) => ({ ...key, kind: "live" })) })
  },
  {
    name: "hides the third key that is revoked",
    breaks: "The list has revoked keys too (5, GET /api-keys).",
    wrap: ({ apiKeys }) => {
      const hidden: Array<string> = []
      return {
        apiKeys: {
          ...apiKeys,
          revoke: (orgId, id, at) =>
            Effect.tap(apiKeys.revoke(orgId, id, at), () => Effect.sync(() => hidden.push(id))),
          list: (orgId, environmentId, page) =>
            Effect.map(apiKeys.list(orgId, environmentId, page), ({ items, ...rest }) => ({
              ...rest,
              items: items.filter(({ id }) => id !== hidden[2])
            }))
        }
      }
    }
  },
  {
    name: "revokes a key only where it was not found yet",
    breaks: "A revoked key answers 401 however often it was used before (2.7).",
    wrap: ({ apiKeys }) => {
      const used = new Set<string>()
      return {
        apiKeys: {
          ...seenKeys(apiKeys, (key) => {
            if (key.revokedAt === undefined) used.add(key.apiKeyId)
            const { revokedAt: _at, ...rest } = key
            return used.has(key.apiKeyId) ? rest : key
          })
        }
      }
    }
  },
  {
    name: "answers an unknown key's revocation with a defect",
    breaks: "An unknown key is ApiKeyNotFound, which the caller is told (ApiKeyStore.revoke).",
    wrap: ({ apiKeys }) => ({
      apiKeys: {
        ...apiKeys,
        revoke: (orgId, id, at) =>
          Effect.catchTag(apiKeys.revoke(orgId, id, at), "ApiKeyNotFound", () =>
            Effect.die(new ApiKey.ApiKeyNotFound())
          )
      }
    })
  }
])
