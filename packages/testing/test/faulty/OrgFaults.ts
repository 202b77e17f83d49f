import { type Org, Permission } from "@nexio/core"
import { Effect } from "effect"
import { inStores } from "./Fault.ts"
import { everything, turns } from "./Listed.ts"
import { noting } from "./Noted.ts"
import { seenKeys } from "./Seen.ts"

export const faults = inStores("OrgStore", [
  {
    name: "decides on an org that it read before it locked it",
    breaks: "A change decides on the org as it is when the change is written, so none is lost (OrgStore.change).",
    wrap: ({ orgs }) => ({
      orgs: {
        ...orgs,
        change: Effect.fnUntraced(function* (orgId, decide) {
          const decided = decide(yield* orgs.find(orgId))
          yield* turns(3)
          return yield* orgs.change(orgId, () => decided)
        })
      }
    })
  },
  {
    name: "lets keys of suspended orgs work",
    breaks: "A suspension stops the org's keys in the same step (OrgStore.change; 10).",
    wrap: ({ apiKeys }) => ({ apiKeys: seenKeys(apiKeys, (key) => ({ ...key, orgSuspended: false })) })
  },
  {
    name: "stops only the live environment's keys when an org is suspended",
    breaks: "While its org is suspended no key of any of its environments authenticates (2.4).",
    wrap: ({ apiKeys }) => ({
      apiKeys: seenKeys(apiKeys, (key) => (key.kind === "live" ? key : { ...key, orgSuspended: false }))
    })
  },
  {
    name: "suspends the keys of all orgs when one is suspended",
    breaks: "A suspension is of one org: its keys answer 403, nobody else's (10).",
    wrap: ({ apiKeys, orgs }) => ({
      apiKeys: {
        ...apiKeys,
        find: Effect.fnUntraced(function* (hash) {
          const key = yield* apiKeys.find(hash)
          const any = (yield* everything(orgs.list)).some((org) => org.suspendedAt !== undefined)
          return key && { ...key, orgSuspended: any }
        })
      }
    })
  },
  {
    name: "leaves keys stopped once a suspension is lifted",
    breaks: "Lifting a suspension makes the org's keys work again (OrgStore.change).",
    wrap: ({ apiKeys, orgs }) => {
      const suspended = new Set<string>()
      return {
        orgs: {
          ...orgs,
          change: (orgId, decide) =>
            Effect.tap(orgs.change(orgId, decide), (org) =>
              Effect.sync(() => org.suspendedAt !== undefined && suspended.add(orgId))
            )
        },
        apiKeys: seenKeys(apiKeys, (key) => ({ ...key, orgSuspended: suspended.has(key.orgId) }))
      }
    }
  },
  {
    name: "keeps a field that a change took away",
    breaks: "A change writes what was decided: an org without suspendedAt is not suspended (OrgStore.change).",
    wrap: ({ orgs }) => ({
      orgs: {
        ...orgs,
        change: (orgId, decide) =>
          orgs.change(orgId, (org) => {
            const { entry, org: changed } = decide(org)
            return { org: { ...org, ...changed }, entry }
          })
      }
    })
  },
  {
    name: "does not write a new endpoint limit",
    breaks: "An operator raises or lowers the endpoint limit of an org (5, POST /webhooks; 10).",
    wrap: ({ orgs }) => ({
      orgs: {
        ...orgs,
        change: (orgId, decide) =>
          orgs.change(orgId, (org) => {
            const { entry, org: changed } = decide(org)
            return { org: { ...changed, endpointLimit: org.endpointLimit }, entry }
          })
      }
    })
  },
  {
    name: "answers a change with the org as it was before",
    breaks: "A change gives the org as it left it (OrgStore.change).",
    wrap: ({ orgs }) => ({
      orgs: {
        ...orgs,
        change: (orgId, decide) => {
          let before: Org.Org | undefined
          const changing = orgs.change(orgId, (org) => {
            before = org
            return decide(org)
          })
          return Effect.map(changing, (after) => before ?? after)
        }
      }
    })
  },
  {
    name: "lists orgs oldest first",
    breaks: "Lists are ordered by (created_at, id) descending (3; OrgStore.list).",
    wrap: ({ orgs }) => ({
      orgs: {
        ...orgs,
        list: ({ after, limit }) =>
          Effect.map(everything(orgs.list), (all) => {
            const rest = all.toReversed().filter(({ id }) => after === undefined || id > after)
            const items = rest.slice(0, limit)
            return rest.length > limit ? { items, next: items.at(-1)!.id } : { items }
          })
      }
    })
  },
  {
    name: "leaves suspended orgs out of the list",
    breaks: "The list of orgs has all of them, suspended ones too (10, GET /orgs).",
    wrap: ({ orgs }) => ({
      orgs: {
        ...orgs,
        list: (page) =>
          Effect.map(orgs.list(page), ({ items, ...rest }) => ({
            ...rest,
            items: items.filter((org) => org.suspendedAt === undefined)
          }))
      }
    })
  },
  {
    name: "gives the first key the default permissions",
    breaks: "An org's first key has all permissions (4).",
    wrap: ({ orgs }) => ({
      orgs: {
        ...orgs,
        found: (founding, remember) =>
          orgs.found({ ...founding, apiKey: { ...founding.apiKey, permissions: Permission.defaults } }, remember)
      }
    })
  },
  {
    name: "goes on saying that there is no org once it has said so",
    breaks: "Whether there is no org yet is answered as it is at present (OrgStore.isEmpty; 11).",
    wrap: ({ orgs }) => {
      let known: boolean | undefined
      return {
        orgs: {
          ...orgs,
          isEmpty: Effect.map(orgs.isEmpty, (empty) => {
            known ??= empty
            return known
          })
        }
      }
    }
  },
  {
    name: "dies of an id that no org has",
    breaks: "An unknown org is OrgNotFound, which a caller decides about (OrgStore.find).",
    wrap: ({ orgs }) => ({
      orgs: { ...orgs, find: (orgId) => Effect.catchTag(orgs.find(orgId), "OrgNotFound", Effect.die) }
    })
  },
  {
    name: "acknowledges an org before its live environment is there",
    breaks: "The live environment is made with the org, in the same transaction (2.1).",
    wrap: (right) => {
      const founded = new Set<string>()
      const { environments, stores } = noting(right)
      return {
        orgs: stores.orgs,
        environments: {
          ...stores.environments,
          tenancy: (orgId) =>
            Effect.map(stores.environments.tenancy(orgId), (tenancy) => {
              if (founded.has(orgId)) return tenancy
              founded.add(orgId)
              return { ...tenancy, environments: tenancy.environments.filter(({ id }) => !environments.has(id)) }
            })
        }
      }
    }
  }
])
