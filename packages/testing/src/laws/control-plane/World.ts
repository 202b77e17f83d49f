/** Orgs to which a history happens, and what can be seen of them. */
import {
  type ApiKey,
  ApiKeyStore,
  type Environment,
  EnvironmentStore,
  type Founding,
  Hash,
  type Id,
  type Idempotency,
  type LegacyKeys,
  OrgStore,
  type StorageUnavailable
} from "@nexio/core"
import { Effect } from "effect"
import { type Answer, answerOf } from "./Answer.ts"
import { find } from "./Credentials.ts"
import { Requests, tenancyOf } from "./Requests.ts"
import type { Once, Step } from "./Step.ts"
import { keysOf, walk } from "./Walk.ts"

type Ports = OrgStore | EnvironmentStore | ApiKeyStore

/** A call that can be made on several adapters, and again: its ids and instants are its own. */
export type Call = Effect.Effect<Answer<unknown>, StorageUnavailable, Ports>

/** The hashes of a few texts that were made elsewhere. */
const legacy = ["a", "b", "c", "d"].map((digit) => Hash.make(digit.repeat(64)))

const newest = <A>(among: ReadonlyArray<A>, nth: number): A => among.toReversed()[nth % among.length]!

export class World {
  private readonly requests = new Requests()
  /** One that nobody founds, and whose key nobody mints: whatever is asked of it has an answer too. */
  private readonly nobody = this.requests.founding()
  private readonly orgs = new Map<string, Id.OrgId>([["", this.nobody.org.id]])
  private readonly environments = new Map<string, Environment.Environment>([["", this.nobody.live]])
  private readonly keys = new Map<Hash, ApiKey.HashedKey>([
    [this.nobody.hash, { key: this.nobody.apiKey, hash: this.nobody.hash }]
  ])

  /** The call that a step is. What it makes can be chosen by later steps. */
  readonly call = (step: Step): Call => {
    switch (step._tag) {
      case "Pass":
        this.requests.pass(step.time)
        return Effect.succeed({ done: undefined })
      case "Found": {
        const { environmentLimit, once } = step
        const founder = [...this.orgs.values()][1]
        const remember = founder && this.remember(founder, "orgs", once, ({ org }: Founding) => org.id)
        return this.learning(this.requests.found({ environmentLimit }, remember), ({ apiKey, hash, live, org }) => {
          this.orgs.set(org.id, org.id)
          this.environments.set(live.id, live)
          this.keys.set(hash, { key: apiKey, hash })
        })
      }
      case "ChangeOrg":
        return answerOf(this.requests.changeOrg(this.org(step.org), step.by))
      case "Create": {
        const { description, once, slug } = step
        const orgId = this.org(step.org)
        const remember = this.remember(orgId, "environments", once, ({ id }: Environment.Environment) => id)
        return this.learning(this.requests.create(orgId, { slug, description }, remember), this.made)
      }
      case "CreateTest":
        return this.learning(this.requests.createTest(this.org(step.org)), this.made)
      case "Update":
        return answerOf(this.requests.update(this.org(step.org), step.slug, step.description))
      case "Remove":
        return answerOf(this.requests.remove(this.org(step.org), step.slug))
      case "Mint": {
        const { once, permissions, slug } = step
        const orgId = this.org(step.org)
        const remember = this.remember(orgId, "keys", once, ({ id }: ApiKey.ApiKey) => id)
        return this.learning(this.requests.mint(orgId, slug, { permissions }, remember), (minted) => {
          this.keys.set(minted.hash, minted)
        })
      }
      case "Revoke":
        return answerOf(this.requests.revoke(this.org(step.org), this.key(step.key).key.id))
      case "Roll": {
        const { once, overlapSeconds } = step
        const orgId = this.org(step.org)
        const remember = this.remember(orgId, "rolls", once, ({ id }: ApiKey.ApiKey) => id)
        const call = this.requests.roll(orgId, this.key(step.key).key.id, overlapSeconds, remember)
        return this.learning(call, (rolled) => {
          this.keys.set(rolled.hash, rolled)
        })
      }
      case "Import": {
        const orgId = this.org(step.org)
        const remember = this.remember(orgId, "imports", step.once, ({ keys }: LegacyKeys.Import) =>
          String(keys[0]?.id)
        )
        const hashes = step.hashes.map((one) => ("key" in one ? this.key(one.key).hash : legacy[one.legacy]!))
        return this.learning(this.requests.importLegacy(orgId, hashes, remember), ({ environment, fresh }) => {
          this.made(environment)
          for (const one of fresh) this.keys.set(one.hash, one)
        })
      }
      case "Use": {
        const at = this.requests.tick()
        const uses = step.uses.map(({ ago, key, org }) => ({
          orgId: this.org(org),
          id: this.key(key).key.id,
          at: at - ago
        }))
        return answerOf(ApiKeyStore.use((keys) => keys.used(uses)))
      }
      case "FindOrg": {
        const orgId = this.org(step.org)
        return answerOf(OrgStore.use((orgs) => orgs.find(orgId)))
      }
      case "FindEnvironment": {
        const orgId = this.org(step.org)
        const { id } = newest([...this.environments.values()], step.environment)
        return answerOf(EnvironmentStore.use((environments) => environments.byId(orgId, id)))
      }
      case "FindKey":
        return answerOf(find(this.key(step.key).hash))
    }
  }

  /** All that can be seen of it. */
  readonly seen: Effect.Effect<Record<string, unknown>, unknown, Ports> = Effect.suspend(() =>
    look([...this.orgs.values()], [...this.environments.values()], [...this.keys.keys()])
  )

  private readonly made = (environment: Environment.Environment): void => {
    this.environments.set(environment.id, environment)
  }

  private readonly org = (nth: number): Id.OrgId => newest([...this.orgs.values()], nth)

  private readonly key = (nth: number): ApiKey.HashedKey => newest([...this.keys.values()], nth)

  private readonly learning = <A, E extends { readonly _tag: string }>(
    call: Effect.Effect<A, E, Ports>,
    learn: (done: A) => void
  ): Call =>
    Effect.tap(answerOf(call), (answer) => {
      if ("done" in answer) learn(answer.done)
      return Effect.void
    })

  private readonly remember = <A>(
    orgId: Id.OrgId,
    path: string,
    once: Once | undefined,
    idOf: (done: A) => string
  ): Idempotency.Remember<A> | undefined => {
    if (once === undefined) return undefined
    const at = this.requests.last()
    return {
      orgId,
      scope: `POST ${path} ${once.place}`,
      key: `key ${once.key}`,
      fingerprint: `body ${once.body}`,
      at,
      answer: (done) => `${idOf(done)}, made at ${at}`
    }
  }
}

const look = Effect.fnUntraced(function* (
  orgIds: ReadonlyArray<Id.OrgId>,
  environments: ReadonlyArray<Environment.Environment>,
  hashes: ReadonlyArray<Hash>
) {
  const orgs = yield* OrgStore
  const store = yield* EnvironmentStore
  const seen: Record<string, unknown> = { empty: yield* orgs.isEmpty, orgs: yield* walk(2, orgs.list) }
  for (const orgId of orgIds) {
    seen[`org ${orgId}`] = yield* answerOf(orgs.find(orgId))
    seen[`tenancy of ${orgId}`] = yield* answerOf(tenancyOf(orgId))
    seen[`keys of ${orgId}`] = yield* keysOf(orgId, "all", 3)
    for (const { id, orgId: own } of environments) {
      seen[`environment ${id} of ${orgId}`] = yield* store.byId(orgId, id)
      if (own === orgId) seen[`keys of environment ${id}`] = yield* keysOf(orgId, id)
    }
  }
  for (const hash of hashes) seen[`key ${hash}`] = yield* find(hash)
  return seen
})
