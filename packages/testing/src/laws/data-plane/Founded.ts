/** Orgs and their environments, made and ended through the ports, before or while a law goes on. */
import {
  ApiKey,
  AuditEntry,
  Engine,
  type Environment,
  EnvironmentStore,
  Hash,
  type Id,
  type Instant,
  KeyText,
  Org,
  OrgStore,
  Permission,
  Tenancy
} from "@nexio/core"
import { Effect } from "effect"
import { originAt } from "../Origins.ts"
import type { Minted } from "./Minted.ts"

/** Where things of an environment belong. */
export const scopeOf = (environment: Pick<Environment.Environment, "id" | "orgId">): Id.Scope => ({
  orgId: environment.orgId,
  environmentId: environment.id
})

/** A new org; gives its environments: live, and one for each of the slugs. */
export const found = Effect.fnUntraced(function* (
  ids: Minted,
  at: Instant.Instant,
  slugs: ReadonlyArray<string> = [],
  limits: { readonly endpointLimit?: number } = {}
) {
  const orgs = yield* OrgStore
  const org: Org.Org = {
    id: ids.next(at),
    name: "Acme",
    environmentLimit: 1_000,
    endpointLimit: limits.endpointLimit ?? 1_000,
    createdAt: at
  }
  const live = Tenancy.live(org, ids.next(at))
  const key = KeyText.compose(live.slug, new Uint8Array(32))
  const apiKey = ApiKey.make(live, { id: ids.next(at), name: "A key", permissions: Permission.all, at, key })
  // Nobody authenticates: any hash does that no other org has.
  const hash = Hash.make(org.id.replaceAll("-", "").padStart(64, "0"))
  const engine = Engine.founding(org, { engine: ids.next(at), version: ids.next(at) })
  const entry = AuditEntry.draft(originAt(at), { action: "org.created", target: org.id })
  yield* orgs.found({ org, live, apiKey, hash, engine, entry })
  return [live, ...(yield* Effect.forEach(slugs, (slug) => addEnvironment(ids, org.id, slug, at)))] as const
})

export const addEnvironment = Effect.fnUntraced(function* (
  ids: Minted,
  orgId: Id.OrgId,
  slug: string,
  at: Instant.Instant
) {
  const environments = yield* EnvironmentStore
  const made = { id: ids.next<Id.EnvironmentId>(at), origin: originAt(at) }
  return yield* environments.change(orgId, (tenancy) => Tenancy.create(tenancy, { slug }, made))
})

/** Deletes an environment that is still active. */
export const removeEnvironment = (environment: Pick<Environment.Environment, "orgId" | "slug">, at: Instant.Instant) =>
  EnvironmentStore.use((environments) =>
    environments.change(environment.orgId, (tenancy) => Tenancy.remove(tenancy, environment.slug, originAt(at)))
  )

export const changeOrg = (orgId: Id.OrgId, by: Org.OrgChange, at: Instant.Instant) =>
  OrgStore.use((orgs) => orgs.change(orgId, (org) => Org.change(org, by, originAt(at))))
