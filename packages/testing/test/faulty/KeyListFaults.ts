import type { ApiKey } from "@nexio/core"
import { Effect } from "effect"
import { inStores, type StoreSet } from "./Fault.ts"
import { everything } from "./Listed.ts"
import { noting } from "./Noted.ts"

type List = StoreSet["apiKeys"]["list"]

const listing = ({ apiKeys }: StoreSet, list: (right: List) => List): Partial<StoreSet> => ({
  apiKeys: { ...apiKeys, list: list(apiKeys.list) }
})

export const faults = inStores("ApiKeyStore", [
  {
    name: "leaves revoked keys out of the list",
    breaks: "The list shows revoked keys, with revoked_at (5, GET /api-keys).",
    wrap: (right) =>
      listing(
        right,
        (list) => (orgId, environmentId, page) =>
          Effect.map(list(orgId, environmentId, page), ({ items, ...rest }) => ({
            ...rest,
            items: items.filter((key) => key.revokedAt === undefined)
          }))
      )
  },
  {
    name: "begins a page with the last item of the one before",
    breaks: "A page has what comes after its cursor (3; Page).",
    wrap: (right) =>
      listing(right, (list) =>
        Effect.fnUntraced(function* (orgId, environmentId, { after, limit }) {
          const all = yield* everything((page) => list(orgId, environmentId, page))
          const rest = all.filter(({ id }) => after === undefined || id <= after)
          const items = rest.slice(0, limit)
          return rest.length > limit && items.at(-1)!.id !== after ? { items, next: items.at(-1)!.id } : { items }
        })
      )
  },
  {
    name: "skips what is of the same instant as the last item of a page",
    breaks: "The keyset is (created_at, id), so nothing is skipped that was made in the same instant (3).",
    wrap: (right) =>
      listing(right, (list) =>
        Effect.fnUntraced(function* (orgId, environmentId, { after, limit }) {
          const all = yield* everything((page) => list(orgId, environmentId, page))
          const instant = all.find(({ id }) => id === after)?.createdAt
          const rest = all.filter(({ createdAt }) => instant === undefined || createdAt < instant)
          const items = rest.slice(0, limit)
          return rest.length > limit ? { items, next: items.at(-1)!.id } : { items }
        })
      )
  },
  {
    name: "says that there is a next page where the last one is full",
    breaks: "next is absent on the last page, a full one too (3; Page).",
    wrap: (right) =>
      listing(
        right,
        (list) => (orgId, environmentId, page) =>
          Effect.map(list(orgId, environmentId, page), ({ items }) =>
            items.length === page.limit ? { items, next: items.at(-1)!.id } : { items }
          )
      )
  },
  {
    name: "gives one item more than was asked for",
    breaks: "A page has at most limit items (3; Page).",
    wrap: (right) =>
      listing(
        right,
        (list) =>
          (orgId, environmentId, { limit, ...page }) =>
            list(orgId, environmentId, { ...page, limit: limit + 1 })
      )
  },
  {
    name: "lists the keys of all of the org's environments where one was asked for",
    breaks: "The list is of one environment or of all, as was asked (5, GET /api-keys?environment=).",
    wrap: (right) => listing(right, (list) => (orgId, _environmentId, page) => list(orgId, "all", page))
  },
  {
    name: "lists the keys of all orgs",
    breaks: "The list is of the org's own keys (2.6; ApiKeyStore.list).",
    wrap: (right) => {
      const { orgs, stores } = noting(right)
      return {
        ...stores,
        ...listing(stores, (list) =>
          Effect.fnUntraced(function* (orgId, environmentId, page) {
            if (environmentId !== "all") return yield* list(orgId, environmentId, page)
            const keys: Array<ApiKey.ApiKey> = []
            for (const org of orgs) keys.push(...(yield* everything((page) => list(org, "all", page))))
            const rest = keys.toSorted((a, b) => (a.id < b.id ? 1 : -1)).filter(({ id }) => id < (page.after ?? "g"))
            const items = rest.slice(0, page.limit)
            return rest.length > page.limit ? { items, next: items.at(-1)!.id } : { items }
          })
        )
      }
    }
  },
  {
    name: "forgets the keys of a deleted environment",
    breaks: "A deleted environment's history stays, addressed by its id (5, DELETE /environments).",
    wrap: (right) =>
      listing(right, (list) =>
        Effect.fnUntraced(function* (orgId, environmentId, page) {
          const { items, ...rest } = yield* list(orgId, environmentId, page)
          const active: Array<(typeof items)[number]> = []
          for (const key of items) {
            const environment = yield* right.environments.byId(orgId, key.environmentId)
            if (environment?.deletedAt === undefined) active.push(key)
          }
          return { ...rest, items: active }
        })
      )
  }
])
