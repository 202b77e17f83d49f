import { type Environment, type Org, StorageUnavailable, type Tenancy } from "@nexio/core"
import { Effect, Result } from "effect"
import { inStores, type StoreSet } from "./Fault.ts"
import { turns } from "./Listed.ts"
import { noting } from "./Noted.ts"
import { decidedOn } from "./Seen.ts"

type Environments = StoreSet["environments"]

/** Decides on what was read before the lock, where the decision is of this kind. */
const racing = (environments: Environments, kind: Tenancy.Decision["kind"]): Environments => ({
  ...environments,
  change: Effect.fnUntraced(function* (orgId, decide, remember) {
    const decided = decide(yield* environments.tenancy(orgId))
    const races = Result.isSuccess(decided) && decided.success.kind === kind
    yield* turns(3)
    return yield* environments.change(orgId, races ? () => decided : decide, remember)
  })
})

/** Decides as if these environments of the org's past were active, each as `as` has it. */
const withDeleted = (environments: Environments, as: (deleted: Environment.Environment) => object): Environments => {
  const deleted: Array<Environment.Environment> = []
  const deciding = decidedOn(environments, (tenancy) => ({
    ...tenancy,
    environments: [
      ...tenancy.environments,
      ...deleted.filter(({ orgId }) => orgId === tenancy.org.id).map((one) => ({ ...one, ...as(one) }))
    ]
  }))
  return {
    ...environments,
    change: (orgId, decide, remember) =>
      Effect.tap(deciding.change(orgId, decide, remember), (environment) =>
        Effect.sync(() => environment.deletedAt !== undefined && deleted.push(environment))
      )
  }
}

/** Environments as `look` shows them, wherever they are read. */
const seen = (
  environments: Environments,
  look: (environment: Environment.Environment) => Environment.Environment
): Environments => ({
  ...environments,
  tenancy: (orgId) =>
    Effect.map(environments.tenancy(orgId), (tenancy) => ({
      ...tenancy,
      environments: tenancy.environments.map(look)
    })),
  byId: (orgId, id) => Effect.map(environments.byId(orgId, id), (environment) => environment && look(environment))
})

const inOrder = (
  environments: Environments,
  compare: (a: Environment.Environment, b: Environment.Environment) => number
): Environments => ({
  ...environments,
  tenancy: (orgId) =>
    Effect.map(environments.tenancy(orgId), (tenancy) => ({
      ...tenancy,
      environments: tenancy.environments.toSorted(compare)
    }))
})

const like = (pattern: string, text: string) => new RegExp(`^${pattern.replaceAll("_", ".")}$`).test(text)

const unlessClash = (
  environments: Environments,
  clashes: (created: Environment.Environment, tenancy: Tenancy.Tenancy) => boolean
): Environments => ({
  ...environments,
  change: Effect.fnUntraced(function* (orgId, decide, remember) {
    const tenancy = yield* environments.tenancy(orgId)
    const decided = decide(tenancy)
    if (Result.isSuccess(decided) && decided.success.kind === "created") {
      if (clashes(decided.success.environment, tenancy)) return yield* new StorageUnavailable({})
    }
    return yield* environments.change(orgId, decide, remember)
  })
})

export const faults = inStores("EnvironmentStore", [
  {
    name: "reads the environments before it locks the org, and creates without looking again",
    breaks:
      "At most environment_limit environments, each slug once, whatever the number of concurrent callers (2.2, 2.3).",
    wrap: ({ environments }) => ({ environments: racing(environments, "created") })
  },
  {
    name: "writes an update over a deletion that came between",
    breaks:
      "A deleted environment stays deleted: changes of an org are made one after the other (EnvironmentStore.change).",
    wrap: ({ environments }) => ({ environments: racing(environments, "updated") })
  },
  {
    name: "deletes without looking again, twice where two ask at once",
    breaks: "A second DELETE is 404, also beside the first (5, DELETE /environments).",
    wrap: ({ environments }) => ({ environments: racing(environments, "deleted") })
  },
  {
    name: "keeps the slug of a deleted environment taken",
    breaks: "Once an environment is deleted its slug is free again (5, DELETE /environments).",
    wrap: ({ environments }) => ({ environments: withDeleted(environments, () => ({ kind: "test" })) })
  },
  {
    name: "counts deleted environments under the cap",
    breaks: "Once an environment is deleted its place under the cap is free again (2.2; 5, DELETE /environments).",
    wrap: ({ environments }) => ({ environments: withDeleted(environments, ({ id }) => ({ slug: id })) })
  },
  {
    name: "counts live under the cap",
    breaks: "live and test do not count under the cap (2.2).",
    wrap: ({ environments }) => ({
      environments: decidedOn(environments, ({ environments, org }) => ({
        org,
        environments: [
          ...environments,
          ...environments
            .filter(({ kind }) => kind === "live")
            .map((live) => ({ ...live, slug: live.id as string as typeof live.slug, kind: "environment" as const }))
        ]
      }))
    })
  },
  {
    name: "takes the test environment for a non-live one",
    breaks: "The grandfathered environment is of the kind test, which does not count under the cap (1; 2.2).",
    wrap: ({ environments }) => {
      const look = (one: Environment.Environment) =>
        one.kind === "test" ? { ...one, kind: "environment" as const } : one
      return {
        environments: seen(
          decidedOn(environments, (tenancy) => ({ ...tenancy, environments: tenancy.environments.map(look) })),
          look
        )
      }
    }
  },
  {
    name: "decides by the limit that an org had at first",
    breaks: "An operator raises or lowers the cap, and the next creation is decided by it (2.2).",
    wrap: ({ environments }) => {
      const known = new Map<string, Org.Org>()
      return {
        environments: decidedOn(environments, (tenancy) => {
          const org = known.get(tenancy.org.id) ?? tenancy.org
          known.set(org.id, org)
          return { ...tenancy, org }
        })
      }
    }
  },
  {
    name: "takes an underscore in a slug for any character",
    breaks: "A slug is taken only by an environment of just this slug (2.3).",
    wrap: ({ environments }) => ({
      environments: unlessClash(environments, (created, tenancy) =>
        tenancy.environments.some((other) => like(created.slug, other.slug))
      )
    })
  },
  {
    name: "takes a slug that ends in an underscore for the one without it",
    breaks: "A slug is all of its characters, a trailing underscore too (2.3; 2.4).",
    wrap: ({ environments }) => ({
      environments: unlessClash(environments, (created, tenancy) =>
        tenancy.environments.some((other) => other.slug.replace(/_+$/, "") === created.slug.replace(/_+$/, ""))
      )
    })
  },
  {
    name: "lets a slug be used once in all orgs",
    breaks: "A slug is unique among one org's active environments, and free in every other org (2.3).",
    wrap: (right) => {
      const { environments, stores } = noting(right)
      return {
        ...stores,
        environments: unlessClash(stores.environments, (created) =>
          [...environments.values()].some(
            (other) => other.slug === created.slug && other.deletedAt === undefined && other.orgId !== created.orgId
          )
        )
      }
    }
  },
  {
    name: "acknowledges a new description and does not write it",
    breaks: "A change writes what was decided (EnvironmentStore.change; 5, PATCH /environments).",
    wrap: ({ environments }) => ({
      environments: {
        ...environments,
        change: (orgId, decide, remember) => {
          let answer: Environment.Environment | undefined
          const changing = environments.change(
            orgId,
            (tenancy) =>
              Result.map(decide(tenancy), (decision) => {
                answer = decision.environment
                const before = tenancy.environments.find(({ id }) => id === decision.environment.id)
                return decision.kind === "updated" && before ? { ...decision, environment: before } : decision
              }),
            remember
          )
          return Effect.map(changing, (environment) => answer ?? environment)
        }
      }
    })
  },
  {
    name: "reads an empty description as none",
    breaks: "A description is read back as it was written, an empty one too (5).",
    wrap: ({ environments }) => ({
      environments: seen(environments, ({ description, ...rest }) => (description ? { ...rest, description } : rest))
    })
  },
  {
    name: "lists live last",
    breaks: "The org's active environments come live first (5, GET /environments; EnvironmentStore.tenancy).",
    wrap: ({ environments }) => ({
      environments: inOrder(environments, (a, b) => Number(a.kind === "live") - Number(b.kind === "live"))
    })
  },
  {
    name: "lists environments by their slugs",
    breaks: "After live they come in the order of their making (EnvironmentStore.tenancy).",
    wrap: ({ environments }) => ({
      environments: inOrder(environments, (a, b) =>
        a.kind === "live" ? -1 : b.kind === "live" ? 1 : a.slug < b.slug ? -1 : 1
      )
    })
  },
  {
    name: "lists the environments of all orgs",
    breaks: "A tenancy is one org's: nothing of another is read with it (2.6).",
    wrap: (right) => {
      const { environments, stores } = noting(right)
      return {
        ...stores,
        environments: {
          ...stores.environments,
          tenancy: (orgId) =>
            Effect.map(right.environments.tenancy(orgId), (tenancy) => ({
              ...tenancy,
              environments: [
                ...tenancy.environments,
                ...[...environments.values()].filter((one) => one.orgId !== orgId && one.deletedAt === undefined)
              ]
            }))
        }
      }
    }
  },
  {
    name: "does not know a deleted environment by its id",
    breaks: "A deleted environment is addressed by its id (4; EnvironmentStore.byId).",
    wrap: ({ environments }) => ({
      environments: {
        ...environments,
        byId: (orgId, id) =>
          Effect.map(environments.byId(orgId, id), (one) => (one?.deletedAt === undefined ? one : undefined))
      }
    })
  },
  {
    name: "gives a deleted environment as an active one",
    breaks: "A deleted environment says when it was deleted (EnvironmentStore.byId; 8).",
    wrap: ({ environments }) => ({
      environments: seen(environments, ({ deletedAt: _deletedAt, ...environment }) => environment)
    })
  },
  {
    name: "finds an environment by its id in whatever org asks",
    breaks: "Every query leads with the org: another org's environment is not there (2.6; EnvironmentStore.byId).",
    wrap: (right) => {
      const { environments, stores } = noting(right)
      return {
        ...stores,
        environments: {
          ...stores.environments,
          byId: (orgId, id) => Effect.map(right.environments.byId(orgId, id), (one) => one ?? environments.get(id))
        }
      }
    }
  },
  {
    name: "answers a change of an unknown org as if storage were down",
    breaks: "An unknown org is OrgNotFound (EnvironmentStore.change).",
    wrap: ({ environments }) => ({
      environments: {
        ...environments,
        change: Effect.fnUntraced(function* (orgId, decide, remember) {
          yield* Effect.catchTag(environments.tenancy(orgId), "OrgNotFound", () => new StorageUnavailable({}))
          return yield* environments.change(orgId, decide, remember)
        })
      }
    })
  }
])
