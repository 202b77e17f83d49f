/** Changes of an org through the ports, each with the entry that its decision says it is written down as. */
import {
  ApiKey,
  ApiKeyStore,
  type AuditEntry,
  type AuditStore,
  Endpoint,
  type Environment,
  EnvironmentStore,
  type Hash,
  type Id,
  type Idempotency,
  LegacyKeys,
  Org,
  OrgStore,
  type Origin,
  Permission,
  Roll,
  Sealed,
  type Secrets,
  Tenancy,
  WebhookStore
} from "@nexio/core"
import { Effect, Redacted, Result } from "effect"
import fc from "fast-check"
import { Requests } from "../control-plane/Requests.ts"
import { scopeOf } from "../data-plane/Founded.ts"
import { Minted } from "../data-plane/Minted.ts"
import { endpoint } from "../data-plane/Work.ts"

export type Ports = OrgStore | EnvironmentStore | ApiKeyStore | WebhookStore | AuditStore | Secrets

/** What is changed; some of it cannot be, or changes nothing. */
export const kinds = [
  "rename",
  "suspend",
  "create",
  "describe",
  "delete",
  "mint",
  "revoke",
  "roll",
  "import",
  "subscribe",
  "stop",
  "rotate"
] as const
export type Kind = (typeof kinds)[number]

/** What a decision says that it is written down as. */
interface Noted {
  readonly entry?: AuditEntry.Draft | undefined
  readonly entries?: ReadonlyArray<AuditEntry.Draft>
}

export interface Change {
  readonly kind: Kind
  readonly nth: number
  readonly actor: Origin.Actor["actor"]
  readonly address: string | undefined
}

export const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom(...kinds),
  nth: fc.nat({ max: 3 }),
  actor: fc.constantFrom<Array<Origin.Actor["actor"]>>("operator", "system", "api_key:0192", "member:0193"),
  address: fc.constantFrom(undefined, "192.0.2.7", "2001:db8::1")
})

/** An org that is changed, and what is to be found in its audit log. */
export class Changed {
  /** In the order in which they were decided. */
  readonly entries: Array<AuditEntry.Draft> = []
  private readonly requests = new Requests()
  private readonly ids: Minted
  private readonly keys: Array<Id.ApiKeyId> = []
  private readonly endpoints: Array<Id.EndpointId> = []
  /** The hashes of keys that were made elsewhere. */
  private readonly legacy: ReadonlyArray<Hash>
  readonly live: Environment.Environment
  readonly orgId: Id.OrgId
  private readonly founding

  /** The `nth` of a law: its ids and hashes are no other's. */
  constructor(nth = 0) {
    this.ids = new Minted(nth * 0x1000)
    for (let drawn = 0; drawn < nth * 0x100; drawn += 1) this.requests.serial.hash()
    this.legacy = Array.from({ length: 4 }, this.requests.serial.hash)
    this.founding = this.requests.founding()
    this.live = this.founding.live
    this.orgId = this.founding.org.id
  }

  readonly found = Effect.suspend(() => {
    this.entries.push(this.founding.entry)
    this.keys.push(this.founding.apiKey.id)
    return OrgStore.use((orgs) => orgs.found(this.founding))
  })

  /** Makes it, once if a key says so; gives whether it was. Its entry is expected from its last decision on. */
  readonly make = (
    { actor, address, kind, nth }: Change,
    remember?: Idempotency.Remember<unknown>
  ): Effect.Effect<boolean, unknown, Ports> => {
    let decided: ReadonlyArray<AuditEntry.Draft> = []
    const noting = <D extends Noted>(decision: D): D => {
      decided = decision.entries ?? (decision.entry === undefined ? [] : [decision.entry])
      return decision
    }
    const at = this.requests.tick()
    const origin: Origin.Origin = { at, actor, ...(address === undefined ? {} : { address }) }
    return Effect.map(Effect.result(this.call(kind, nth, origin, noting, remember)), (result) => {
      if (Result.isFailure(result)) return false
      this.entries.push(...decided)
      return true
    })
  }

  private readonly call = (
    kind: Kind,
    nth: number,
    origin: Origin.Origin,
    noting: <D extends Noted>(decision: D) => D,
    remember: Idempotency.Remember<unknown> | undefined
  ): Effect.Effect<unknown, unknown, Ports> => {
    const { orgId } = this
    const slug = ["dev", "ci", "qa", "live"][nth]!
    const scope = scopeOf(this.live)
    const changeOrg = (by: Org.OrgChange) =>
      OrgStore.use((orgs) => orgs.change(orgId, (org) => noting(Org.change(org, by, origin))))
    const environments = (decide: (tenancy: Tenancy.Tenancy) => Result.Result<Tenancy.Decision, unknown>) =>
      EnvironmentStore.use((store) => store.change(orgId, (tenancy) => Result.map(decide(tenancy), noting), remember))
    const webhooks = (decide: (among: Endpoint.Endpoints) => Result.Result<Endpoint.Decision, unknown>) =>
      WebhookStore.use((store) => store.change(scope, (among) => Result.map(decide(among), noting), remember))
    const one = this.endpoints[nth % Math.max(1, this.endpoints.length)] ?? this.ids.next<Id.EndpointId>(origin.at)
    switch (kind) {
      case "rename":
        return changeOrg({ name: `Name ${nth}` })
      case "suspend":
        return changeOrg({ suspended: nth === 0 })
      case "create": {
        const made = { id: this.ids.next<Id.EnvironmentId>(origin.at), origin }
        return environments((tenancy) => Tenancy.create(tenancy, { slug }, made))
      }
      case "describe":
        return environments((tenancy) => Tenancy.update(tenancy, slug, { description: `It is ${nth % 2}` }, origin))
      case "delete":
        return environments((tenancy) => Tenancy.remove(tenancy, slug, origin))
      case "mint": {
        const { hash, of } = this.requests.key(origin.at)
        return ApiKeyStore.use((keys) =>
          keys.mint(
            orgId,
            "live",
            (environment) => Result.succeed(noting(ApiKey.mint(of(environment), hash, origin))),
            remember
          )
        ).pipe(Effect.tap(({ id }) => Effect.sync(() => this.keys.push(id))))
      }
      case "revoke":
        return this.revoke(this.keys[nth % this.keys.length]!, origin, noting)
      case "roll": {
        const hash = this.requests.serial.hash()
        const fresh = { id: this.ids.next<Id.ApiKeyId>(origin.at), hash, key: Redacted.make(`nx_live_${hash}`) }
        const by = { ...fresh, origin, overlapSeconds: nth, granter: Permission.all }
        const decide = (old: ApiKey.ApiKey, environment: Environment.Environment) =>
          Result.map(Roll.roll(old, environment, by), noting)
        return ApiKeyStore.use((keys) => keys.roll(orgId, this.keys[nth % this.keys.length]!, decide, remember)).pipe(
          Effect.tap(({ id }) => Effect.sync(() => this.keys.push(id)))
        )
      }
      case "import": {
        const legacy = this.legacy.slice(0, nth + 1).map((hash) => ({
          id: this.ids.next<Id.ApiKeyId>(origin.at),
          name: `Legacy ${nth}`,
          hash
        }))
        const made = { environmentId: this.ids.next<Id.EnvironmentId>(origin.at), origin }
        return ApiKeyStore.use((keys) =>
          keys.importLegacy(
            orgId,
            legacy.map(({ hash }) => hash),
            (tenancy, known) => Result.map(LegacyKeys.decide(tenancy, known, legacy, made), noting),
            remember
          )
        )
      }
      case "subscribe": {
        const made = endpoint(this.ids, this.live, origin.at)
        return Effect.tap(
          webhooks((among) => Endpoint.create(among, made, origin)),
          () => Effect.sync(() => this.endpoints.push(made.id))
        )
      }
      case "stop":
        return webhooks((among) => Endpoint.remove(among, one, origin))
      case "rotate": {
        const fresh = { id: this.ids.next<string>(origin.at), sealed: Sealed.make(`secret ${nth}`) }
        return webhooks((among) => Endpoint.rotate(among, one, fresh, 0, origin))
      }
    }
  }

  /** What is decided of a revocation is the store's to see, so it is told from the key as it was. */
  private readonly revoke = Effect.fnUntraced(function* (
    this: Changed,
    id: Id.ApiKeyId,
    origin: Origin.Origin,
    noting: (decision: Noted) => unknown
  ) {
    const store = yield* ApiKeyStore
    const { items } = yield* store.list(this.orgId, "all", { limit: 100 })
    const before = items.find((key) => key.id === id)
    yield* store.revoke(this.orgId, id, origin)
    const revoked = before && ApiKey.revoke(before, origin)
    if (revoked !== undefined) noting(revoked)
  })
}
