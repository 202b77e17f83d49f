import { type ApiKey, type Hash, type LegacyKeys, Permission, type Roll, type Tenancy } from "@nexio/core"
import { Effect, Result } from "effect"
import { inStores, type StoreSet } from "./Fault.ts"
import { turns } from "./Listed.ts"

type Keys = StoreSet["apiKeys"]

/** Rolls that write something else than what was decided. */
const rolling =
  (wrong: (rolled: Roll.Rolled, old: ApiKey.ApiKey) => Roll.Rolled) =>
  ({ apiKeys }: StoreSet): Partial<StoreSet> => ({
    apiKeys: {
      ...apiKeys,
      roll: (orgId, id, decide, remember) =>
        apiKeys.roll(
          orgId,
          id,
          (old, environment) => Result.map(decide(old, environment), (rolled) => wrong(rolled, old)),
          remember
        )
    }
  })

/** Imports that write something else than what was decided. */
const importing =
  (wrong: (imported: LegacyKeys.Import) => LegacyKeys.Import) =>
  ({ apiKeys }: StoreSet): Partial<StoreSet> => ({
    apiKeys: {
      ...apiKeys,
      importLegacy: (orgId, hashes, decide, remember) =>
        apiKeys.importLegacy(orgId, hashes, (tenancy, known) => Result.map(decide(tenancy, known), wrong), remember)
    }
  })

/** Imports that are decided on other keys than there are. */
const knowing =
  (wrong: (known: ReadonlyArray<ApiKey.HashedKey>, tenancy: Tenancy.Tenancy) => ReadonlyArray<ApiKey.HashedKey>) =>
  ({ apiKeys }: StoreSet): Partial<StoreSet> => ({
    apiKeys: {
      ...apiKeys,
      importLegacy: (orgId, hashes, decide, remember) =>
        apiKeys.importLegacy(orgId, hashes, (tenancy, known) => decide(tenancy, wrong(known, tenancy)), remember)
    }
  })

const using =
  (wrong: (apiKeys: Keys, uses: Parameters<Keys["used"]>[0]) => ReturnType<Keys["used"]>) =>
  ({ apiKeys }: StoreSet): Partial<StoreSet> => ({
    apiKeys: { ...apiKeys, used: (uses) => wrong(apiKeys, uses) }
  })

const withoutExpiry = ({ expiresAt: _, ...key }: ApiKey.ApiKey): ApiKey.ApiKey => key

export const faults = inStores("ApiKeyStore", [
  {
    name: "does not write when a rolled key ends",
    breaks: "The old key ends at the earlier of the overlap and its own expiry (5, roll).",
    wrap: rolling((rolled, old) => ({ ...rolled, ended: { ...old, rolledAt: rolled.ended.rolledAt! } }))
  },
  {
    name: "ends a rolled key at the end of the overlap, after its own expiry",
    breaks: "The old key ends at the earlier of the overlap and its own expiry (5, roll).",
    wrap: rolling((rolled, old) => ({
      ...rolled,
      ended: { ...rolled.ended, expiresAt: Math.max(rolled.ended.expiresAt!, old.expiresAt ?? 0) }
    }))
  },
  {
    name: "does not write that a key was rolled",
    breaks: "A key is rolled once (5, roll: already rolled is 409).",
    wrap: rolling(({ ended: { rolledAt: _, ...ended }, ...rolled }) => ({ ...rolled, ended }))
  },
  {
    name: "lets a key that was rolled without an overlap go on",
    breaks: "What was decided is written (ApiKeyStore.roll): without an overlap the old key stops at once.",
    wrap: rolling(({ ended: { revokedAt: _, ...ended }, ...rolled }) => ({ ...rolled, ended }))
  },
  {
    name: "forgets the expiry of a key in rolling it",
    breaks: "The new key has the expiry of the old one (5, roll).",
    wrap: rolling((rolled) => ({
      ...rolled,
      fresh: { ...rolled.fresh, key: withoutExpiry(rolled.fresh.key) }
    }))
  },
  {
    name: "gives a rolled key the default permissions",
    breaks: "The new key has the permissions of the old one (5, roll).",
    wrap: rolling((rolled) => ({
      ...rolled,
      fresh: { ...rolled.fresh, key: { ...rolled.fresh.key, permissions: Permission.defaults } }
    }))
  },
  {
    name: "forgets when a key was last used as it is rolled",
    breaks: "When a key was last used never goes back (ApiKeyStore.used).",
    wrap: ({ apiKeys }) => {
      const rolled = new Set<string>()
      return {
        apiKeys: {
          ...apiKeys,
          roll: (orgId, id, decide, remember) =>
            Effect.tap(apiKeys.roll(orgId, id, decide, remember), () => Effect.sync(() => rolled.add(id))),
          list: (orgId, environmentId, page) =>
            Effect.map(apiKeys.list(orgId, environmentId, page), (page) => ({
              ...page,
              items: page.items.map((key) => {
                const { lastUsedAt: _, ...unused } = key
                return rolled.has(key.id) ? unused : key
              })
            }))
        }
      }
    }
  },
  {
    name: "decides a roll before the key is locked, so that two at once both succeed",
    breaks: "Of two rolls at once the second finds the key rolled (ApiKeyStore.roll).",
    wrap: ({ apiKeys }) => {
      const before = new Map<string, ApiKey.ApiKey>()
      return {
        apiKeys: {
          ...apiKeys,
          roll: Effect.fnUntraced(function* (orgId, id, decide, remember) {
            const { items } = yield* apiKeys.list(orgId, "all", { limit: 100 })
            const seen = items.find((key) => key.id === id)
            if (seen !== undefined) before.set(id, seen)
            yield* turns(2)
            return yield* apiKeys.roll(orgId, id, (_, environment) => decide(seen ?? _, environment), remember)
          })
        }
      }
    }
  },
  {
    name: "rolls a key of a deleted environment as if it were there",
    breaks: "The key is decided on with its environment, deleted or not (ApiKeyStore.roll).",
    wrap: ({ apiKeys }) => ({
      apiKeys: {
        ...apiKeys,
        roll: (orgId, id, decide, remember) =>
          apiKeys.roll(orgId, id, (old, { deletedAt: _, ...environment }) => decide(old, environment), remember)
      }
    })
  },
  {
    name: "dies of a roll of a key that there is not",
    breaks: "An unknown key is ApiKeyNotFound (ApiKeyStore.roll).",
    wrap: ({ apiKeys }) => ({
      apiKeys: {
        ...apiKeys,
        roll: (orgId, id, decide, remember) =>
          Effect.catchTag(apiKeys.roll(orgId, id, decide, remember), "ApiKeyNotFound", (error) => Effect.die(error))
      }
    })
  },
  {
    name: "looks for imported hashes in the org alone",
    breaks: "A hash known elsewhere is 409 (10; ApiKeyStore.importLegacy: of whatever org).",
    wrap: knowing((known, { org }) => known.filter(({ key }) => key.orgId === org.id))
  },
  {
    name: "does not find an imported hash that is a revoked key's",
    breaks: "Which keys have one of the hashes is found, revoked or not (ApiKeyStore.importLegacy).",
    wrap: knowing((known) => known.filter(({ key }) => key.revokedAt === undefined))
  },
  {
    name: "shows an import revoked keys as if they were none",
    breaks: "A revoked key does not come back by an import (10: known elsewhere).",
    wrap: knowing((known) => known.map(({ hash, key: { revokedAt: _, ...key } }) => ({ hash, key })))
  },
  {
    name: "writes the first of several imported keys alone",
    breaks: "What was decided is written in one transaction (ApiKeyStore.importLegacy).",
    wrap: importing((imported) => ({ ...imported, fresh: imported.fresh.slice(0, 1) }))
  },
  {
    name: "makes the environment test and none of its keys",
    breaks: "What was decided is written in one transaction (ApiKeyStore.importLegacy).",
    wrap: importing((imported) => ({ ...imported, fresh: [] }))
  },
  {
    name: "finds an imported key by the hash of another",
    breaks: "A key is found by its own hash (2.4).",
    wrap: importing((imported) => {
      const hashes: ReadonlyArray<Hash> = imported.fresh.map(({ hash }) => hash)
      return {
        ...imported,
        fresh: imported.fresh.map(({ key }, nth) => ({ key, hash: hashes[(nth + 1) % hashes.length]! }))
      }
    })
  },
  {
    name: "sets back when a key was last used",
    breaks: "When a key was last used never goes back (ApiKeyStore.used).",
    wrap: ({ apiKeys }) => {
      const last = new Map<string, number>()
      return {
        apiKeys: {
          ...apiKeys,
          used: (uses) =>
            Effect.tap(apiKeys.used(uses), () =>
              Effect.sync(() => {
                for (const { at, id, orgId } of uses) last.set(`${orgId} ${id}`, at)
              })
            ),
          list: (orgId, environmentId, page) =>
            Effect.map(apiKeys.list(orgId, environmentId, page), (page) => ({
              ...page,
              items: page.items.map((key) => {
                const lastUsedAt = last.get(`${orgId} ${key.id}`)
                return lastUsedAt === undefined ? key : { ...key, lastUsedAt }
              })
            }))
        }
      }
    }
  },
  {
    name: "writes the first of several uses alone",
    breaks: "Keys were used: all of them (ApiKeyStore.used).",
    wrap: using((apiKeys, uses) => apiKeys.used(uses.slice(0, 1)))
  },
  {
    name: "takes a use of another org's key for one of that key",
    breaks: "A key that is not there is passed over (ApiKeyStore.used), and one of another org is not there (2.6).",
    wrap: (right) => {
      const owners = new Map<string, ApiKey.ApiKey["orgId"]>()
      return {
        ...right,
        orgs: {
          ...right.orgs,
          found: (founding, remember) =>
            Effect.tap(right.orgs.found(founding, remember), () =>
              Effect.sync(() => owners.set(founding.apiKey.id, founding.org.id))
            )
        },
        apiKeys: {
          ...right.apiKeys,
          used: (uses) =>
            right.apiKeys.used(uses.map(({ at, id, orgId }) => ({ at, id, orgId: owners.get(id) ?? orgId })))
        }
      }
    }
  },
  {
    name: "forgets all uses where one is of a key that is not there",
    breaks: "A key that is not there is passed over (ApiKeyStore.used).",
    wrap: using((apiKeys, uses) =>
      Effect.gen(function* () {
        for (const { id, orgId } of uses) {
          const { items } = yield* apiKeys.list(orgId, "all", { limit: 100 })
          if (!items.some((key) => key.id === id)) return
        }
        yield* apiKeys.used(uses)
      })
    )
  },
  {
    name: "acknowledges uses before they are written",
    breaks: "What was acknowledged is durable (2.10).",
    wrap: using((apiKeys, uses) =>
      Effect.asVoid(Effect.forkDetach(Effect.andThen(turns(6), Effect.ignore(apiKeys.used(uses)))))
    )
  }
])
