import { Context, Effect, Layer } from "effect"
import { type Principal, reach } from "../api-key/Principal.ts"
import * as Origin from "../audit/Origin.ts"
import type { InvalidEngineVersion } from "../engine/VersionRequest.ts"
import { EnvironmentId, Ids, type OrgId, parse } from "../id/Id.ts"
import { type IdempotencyConflict, type Remember, type Replayed, unremembered } from "../idempotency/Idempotency.ts"
import type { OrgNotFound } from "../org/Org.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import { type Environment, EnvironmentNotFound } from "./Environment.ts"
import { EnvironmentStore } from "./EnvironmentStore.ts"
import type { InvalidSlug, ReservedSlug } from "./Slug.ts"
import * as Tenancy from "./Tenancy.ts"

type Unstored = OrgNotFound | StorageUnavailable

/** The use cases of environments. */
export class Environments extends Context.Service<
  Environments,
  {
    /** A new non-live environment. */
    readonly create: (
      orgId: OrgId,
      input: Tenancy.EnvironmentInput & { readonly slug: string },
      remember?: Remember<Environment>
    ) => Effect.Effect<
      Environment,
      | InvalidSlug
      | ReservedSlug
      | InvalidEngineVersion
      | Tenancy.SlugTaken
      | Tenancy.EnvironmentLimitReached
      | Replayed
      | IdempotencyConflict
      | Unstored
    >
    /** Changes what is given; a slug never changes. */
    readonly update: (
      orgId: OrgId,
      slug: string,
      by: Tenancy.EnvironmentChange
    ) => Effect.Effect<Environment, EnvironmentNotFound | InvalidEngineVersion | Unstored>
    /** Ends a non-live environment with all that belongs to it; its history and usage stay. */
    readonly remove: (
      orgId: OrgId,
      slug: string
    ) => Effect.Effect<void, EnvironmentNotFound | Tenancy.LiveEnvironmentImmutable | Unstored>
    /** The org and those of its active environments that the caller sees: all with a live key, else its own. */
    readonly visibleTo: (caller: Principal) => Effect.Effect<Tenancy.Tenancy, OrgNotFound | StorageUnavailable>
    /** One of those, by its slug. */
    readonly find: (
      caller: Principal,
      slug: string
    ) => Effect.Effect<Environment, EnvironmentNotFound | OrgNotFound | StorageUnavailable>
    /**
     * Which environments a report is about: a slug, an environment's id (the only way to a deleted one, with a live
     * key), `all`, or the caller's own where nothing is said.
     */
    readonly select: (
      caller: Principal,
      which: string | undefined
    ) => Effect.Effect<EnvironmentId | "all", EnvironmentNotFound | OrgNotFound | StorageUnavailable>
  }
>()("@nexio/core/environment/Environments") {
  static readonly layer = Layer.effect(
    Environments,
    Effect.gen(function* () {
      const store = yield* EnvironmentStore
      const ids = yield* Ids

      const visibleTo = Effect.fnUntraced(function* (caller: Principal) {
        const tenancy = yield* store.tenancy(caller.orgId)
        return caller.kind === "live"
          ? tenancy
          : {
              ...tenancy,
              environments: tenancy.environments.filter((environment) => environment.id === caller.environmentId)
            }
      })

      const find = Effect.fnUntraced(function* (caller: Principal, slug: string) {
        const { environments } = yield* visibleTo(caller)
        const found = environments.find((environment) => environment.slug === slug)
        return found ?? (yield* new EnvironmentNotFound({ environment: slug }))
      })

      return Environments.of({
        visibleTo,
        find,
        create: Effect.fn("Environments.create")(function* (orgId, input, remember) {
          const origin = yield* Origin.now
          const made = { id: ids.next<EnvironmentId>(origin.at), origin }
          return yield* store.change(orgId, (tenancy) => Tenancy.create(tenancy, input, made), remember)
        }),
        update: Effect.fn("Environments.update")(function* (orgId, slug, by) {
          const origin = yield* Origin.now
          return yield* unremembered(store.change(orgId, (tenancy) => Tenancy.update(tenancy, slug, by, origin)))
        }),
        remove: Effect.fn("Environments.remove")(function* (orgId, slug) {
          const origin = yield* Origin.now
          yield* unremembered(store.change(orgId, (tenancy) => Tenancy.remove(tenancy, slug, origin)))
        }),
        select: Effect.fnUntraced(function* (caller, which) {
          if (which === undefined) return reach(caller).environmentId
          const live = caller.kind === "live"
          if (which === "all" && live) return "all"
          const id = parse(EnvironmentId, which)
          if (id._tag === "None") return (yield* find(caller, which)).id
          if (id.value === caller.environmentId) return id.value
          const found = live ? yield* store.byId(caller.orgId, id.value) : undefined
          return found?.id ?? (yield* new EnvironmentNotFound({ environment: which }))
        })
      })
    })
  )
}
