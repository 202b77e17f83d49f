/** What the use cases ask of the stores of orgs, environments and keys, in a time and with ids that replay. */
import {
  ApiKey,
  ApiKeyStore,
  AuditEntry,
  Engine,
  type Environment,
  EnvironmentStore,
  type Founding,
  type Hash,
  type Id,
  type Idempotency,
  type Instant,
  LegacyKeys,
  Org,
  OrgStore,
  Permission,
  Roll,
  Slug,
  Tenancy
} from "@nexio/core"
import { Effect, Redacted, Result } from "effect"
import { originAt } from "../Origins.ts"
import { Serial } from "./Serial.ts"

type KeyFields = Partial<Pick<ApiKey.ApiKey, "name" | "permissions" | "createdAt" | "expiresAt">>

/** How much an org may have where a law is about something else. */
const plenty = 1_000

/** Each request comes a millisecond after the one before. */
export class Requests {
  readonly serial = new Serial()
  private now: Instant.Instant = Date.UTC(2027, 0, 1)

  /** The instant of the next request. */
  readonly tick = (): Instant.Instant => ++this.now

  /** Lets a while pass. */
  readonly pass = (time: number): void => {
    this.now += time
  }

  /** The instant of the last one. */
  readonly last = (): Instant.Instant => this.now

  readonly founding = (
    org: Partial<Omit<Org.Org, "id">> = {},
    live: Pick<Environment.Environment, "description"> = {},
    key: KeyFields = {}
  ): Founding => {
    const at = org.createdAt ?? this.tick()
    const founded: Org.Org = {
      id: this.serial.id(at),
      name: "Acme",
      environmentLimit: plenty,
      endpointLimit: plenty,
      createdAt: at,
      ...org
    }
    const environment = { ...Tenancy.live(founded, this.serial.id(at)), ...live }
    const { hash, of } = this.key(at, { permissions: Permission.all, ...key })
    const engine = Engine.founding(founded, { engine: this.serial.id(at), version: this.serial.id(at) })
    const entry = AuditEntry.draft(originAt(at), { action: "org.created", target: founded.id })
    return { org: founded, live: environment, apiKey: of(environment), hash, engine, entry }
  }

  /** A new org, with its live environment and first key. */
  readonly found = (org: Partial<Omit<Org.Org, "id">> = {}, remember?: Idempotency.Remember<Founding>) =>
    write(this.founding(org), remember)

  readonly changeOrg = (orgId: Id.OrgId, by: Org.OrgChange) => {
    const at = this.tick()
    return OrgStore.use((orgs) => orgs.change(orgId, (org) => Org.change(org, by, originAt(at))))
  }

  readonly create = (
    orgId: Id.OrgId,
    input: { readonly slug: string; readonly description?: string | undefined },
    remember?: Idempotency.Remember<Environment.Environment>
  ) => {
    const at = this.tick()
    const made = { id: this.serial.id<Id.EnvironmentId>(at), origin: originAt(at) }
    return EnvironmentStore.use((environments) =>
      environments.change(orgId, (tenancy) => Tenancy.create(tenancy, input, made), remember)
    )
  }

  /** A new environment that nothing has decided on. */
  readonly environment = (
    orgId: Id.OrgId,
    given: Pick<Environment.Environment, "slug" | "description"> & Partial<Pick<Environment.Environment, "kind">>
  ): Environment.Environment => {
    const at = this.tick()
    return { id: this.serial.id(at), orgId, kind: "environment", createdAt: at, ...given }
  }

  /** The grandfathered environment, which an operator's import makes. */
  readonly createTest = (orgId: Id.OrgId) => {
    const environment = this.environment(orgId, { slug: test, kind: "test" })
    return EnvironmentStore.use((environments) =>
      environments.change(orgId, (tenancy) =>
        tenancy.environments.some(({ slug }) => slug === test)
          ? Result.fail(new Tenancy.SlugTaken({ slug: test }))
          : Result.succeed({ kind: "created", environment, entry: undefined })
      )
    )
  }

  readonly update = (orgId: Id.OrgId, slug: string, description?: string) => {
    const origin = originAt(this.now)
    return EnvironmentStore.use((environments) =>
      environments.change(orgId, (tenancy) => Tenancy.update(tenancy, slug, { description }, origin))
    )
  }

  readonly remove = (orgId: Id.OrgId, slug: string) => {
    const at = this.tick()
    return EnvironmentStore.use((environments) =>
      environments.change(orgId, (tenancy) => Tenancy.remove(tenancy, slug, originAt(at)))
    )
  }

  readonly mint = (
    orgId: Id.OrgId,
    slug: string,
    fields: KeyFields = {},
    remember?: Idempotency.Remember<ApiKey.ApiKey>
  ) => {
    const at = fields.createdAt ?? this.tick()
    const { hash, of } = this.key(at, fields)
    const decide = (environment: Environment.Environment) =>
      Result.succeed(ApiKey.mint(of(environment), hash, originAt(at)))
    return ApiKeyStore.use((keys) =>
      Effect.map(keys.mint(orgId, slug, decide, remember), (key): ApiKey.HashedKey => ({ key, hash }))
    )
  }

  readonly revoke = (orgId: Id.OrgId, id: Id.ApiKeyId) => {
    const at = this.tick()
    return ApiKeyStore.use((keys) => Effect.as(keys.revoke(orgId, id, originAt(at)), at))
  }

  readonly roll = (
    orgId: Id.OrgId,
    id: Id.ApiKeyId,
    overlapSeconds: number,
    remember?: Idempotency.Remember<ApiKey.ApiKey>
  ) => {
    const at = this.tick()
    const hash = this.serial.hash()
    const by = {
      id: this.serial.id<Id.ApiKeyId>(at),
      origin: originAt(at),
      hash,
      overlapSeconds,
      granter: Permission.all
    }
    const decide = (old: ApiKey.ApiKey, environment: Environment.Environment) =>
      Roll.roll(old, environment, { ...by, key: Redacted.make(`nx_${environment.slug}_${hash}`) })
    return ApiKeyStore.use((keys) =>
      Effect.map(keys.roll(orgId, id, decide, remember), (key): ApiKey.HashedKey => ({ key, hash }))
    )
  }

  readonly importLegacy = (
    orgId: Id.OrgId,
    hashes: ReadonlyArray<Hash>,
    remember?: Idempotency.Remember<LegacyKeys.Import>
  ) => {
    const at = this.tick()
    const made = { environmentId: this.serial.id<Id.EnvironmentId>(at), origin: originAt(at) }
    const asked = hashes.map((hash, nth) => ({ id: this.serial.id<Id.ApiKeyId>(at), name: `Legacy ${nth}`, hash }))
    return ApiKeyStore.use((keys) =>
      keys.importLegacy(orgId, hashes, (tenancy, known) => LegacyKeys.decide(tenancy, known, asked, made), remember)
    )
  }

  /** A new key of whichever environment; the same one, however often it is decided on. */
  readonly key = (at: Instant.Instant, fields: KeyFields = {}) => {
    const id = this.serial.id<Id.ApiKeyId>(at)
    const hash = this.serial.hash()
    const of = (environment: Pick<Environment.Environment, "id" | "orgId" | "slug">): ApiKey.ApiKey => ({
      id,
      orgId: environment.orgId,
      environmentId: environment.id,
      environment: environment.slug,
      name: "A key",
      keyPrefix: `nx_${environment.slug}_${hash.slice(0, 4)}`,
      permissions: Permission.defaults,
      createdAt: at,
      ...fields
    })
    return { hash, of }
  }
}

const test = Slug.Slug.make("test")

/** Founds an org as it is given. */
export const write = (founding: Founding, remember?: Idempotency.Remember<Founding>) =>
  OrgStore.use((orgs) => Effect.as(orgs.found(founding, remember), founding))

export const tenancyOf = (orgId: Id.OrgId) => EnvironmentStore.use((environments) => environments.tenancy(orgId))
