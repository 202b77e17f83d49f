import { type Environment, EnvironmentStore, type Id, Org, OrgStore, Page } from "@nexio/core"
import { Context, Effect, Layer, Semaphore } from "effect"

const newestFirst = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? 1 : -1)
const liveFirst = (a: Environment.Environment, b: Environment.Environment) =>
  Number(b.kind === "live") - Number(a.kind === "live") || newestFirst(b, a)

export const layer = Layer.effectContext(
  Effect.gen(function* () {
    const orgs = new Map<Id.OrgId, Org.Org>()
    const environments = new Map<Id.EnvironmentId, Environment.Environment>()
    const oneAtATime = Semaphore.withPermit(yield* Semaphore.make(1))
    const flushed = Effect.promise(() => new Promise(setImmediate))

    const find = Effect.fnUntraced(function* (orgId: Id.OrgId) {
      return orgs.get(orgId) ?? (yield* new Org.OrgNotFound({ orgId }))
    })
    const tenancy = Effect.fnUntraced(function* (orgId: Id.OrgId) {
      const org = yield* find(orgId)
      const active = [...environments.values()].filter((one) => one.orgId === orgId && one.deletedAt === undefined)
      return { org, environments: active.toSorted(liveFirst) }
    })

    const orgStore = OrgStore.of({
      find,
      found: ({ live, org }) =>
        Effect.sync(() => {
          orgs.set(org.id, org)
          environments.set(live.id, live)
        }),
      change: Effect.fnUntraced(function* (orgId, decide) {
        const { org } = decide(yield* find(orgId))
        orgs.set(orgId, org)
        return org
      }),
      list: ({ after = "~", limit }) =>
        Effect.sync(() => {
          const page = [...orgs.values()].filter(({ id }) => id < after)
          return Page.of(page.toSorted(newestFirst), limit)
        }),
      isEmpty: Effect.sync(() => orgs.size === 0)
    })
    const environmentStore = EnvironmentStore.of({
      tenancy,
      byId: (orgId, id) =>
        Effect.sync(() => [...environments.values()].find((one) => one.id === id && one.orgId === orgId)),
      change: Effect.fnUntraced(function* (orgId, decide) {
        const { environment } = yield* Effect.fromResult(decide(yield* tenancy(orgId)))
        yield* flushed
        environments.set(environment.id, environment)
        return environment
      }, oneAtATime)
    })
    return Context.make(OrgStore, orgStore).pipe(Context.add(EnvironmentStore, environmentStore))
  })
)
