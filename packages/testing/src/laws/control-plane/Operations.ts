/** All operations of the ports that take a key to be done once, so that a law tries each of them. */
import {
  type ApiKey,
  ApiKeyStore,
  Endpoint,
  type Environment,
  EnvironmentStore,
  type Founding,
  type Id,
  type Idempotency,
  type LegacyKeys,
  type Org,
  OrgStore,
  type Run,
  RunStore,
  WebhookStore
} from "@nexio/core"
import { Effect, Result } from "effect"
import { scopeOf } from "../data-plane/Founded.ts"
import { Minted } from "../data-plane/Minted.ts"
import { together } from "../data-plane/Turns.ts"
import { cancelling, endpoint, queued } from "../data-plane/Work.ts"
import { originAt } from "../Origins.ts"
import type { Stores } from "../Stores.ts"
import { type Requests, tenancyOf } from "./Requests.ts"
import { keysOf, walk } from "./Walk.ts"

export type Done =
  | Founding
  | Org.Org
  | Environment.Environment
  | ApiKey.ApiKey
  | LegacyKeys.Import
  | Run.Run
  | Endpoint.Endpoint
export type Remember = Idempotency.Remember<Done>
type Asked = Effect.Effect<Done, { readonly _tag: string }, Stores>

/** An operation in an org of its own. */
export interface Operation {
  readonly orgId: Id.OrgId
  /** Asks for the `nth` effect. Asked for the same again without a key, it is refused or makes one more. */
  readonly ask: (nth: number, remember?: Remember) => Asked
  /** Asks for what is refused; a founding never is. */
  readonly refused: ((remember: Remember) => Asked) | undefined
  /** All that it has made. */
  readonly made: Effect.Effect<ReadonlyArray<Done>, unknown, Stores>
}

/** How many different effects a law asks for. */
const different = 12

const refusal = { _tag: "Refused" } as const
const refuse = () => Result.fail(refusal)

const found = Effect.fnUntraced(function* (requests: Requests) {
  const { org } = yield* requests.found()
  const operation: Operation = {
    orgId: org.id,
    ask: (_nth, remember) => requests.found({}, remember),
    refused: undefined,
    made: OrgStore.use((orgs) => walk(100, orgs.list))
  }
  return operation
})

const create = Effect.fnUntraced(function* (requests: Requests) {
  const { org } = yield* requests.found()
  const operation: Operation = {
    orgId: org.id,
    ask: (nth, remember) => requests.create(org.id, { slug: `e${nth}` }, remember),
    refused: (remember) => EnvironmentStore.use((store) => store.change(org.id, refuse, remember)),
    made: Effect.map(tenancyOf(org.id), ({ environments }) => environments)
  }
  return operation
})

const mint = Effect.fnUntraced(function* (requests: Requests) {
  const { org } = yield* requests.found()
  const operation: Operation = {
    orgId: org.id,
    ask: (_nth, remember) => Effect.map(requests.mint(org.id, "live", {}, remember), ({ key }) => key),
    refused: (remember) => Effect.map(requests.mint(org.id, "nowhere", {}, remember), ({ key }) => key),
    made: keysOf(org.id)
  }
  return operation
})

const roll = Effect.fnUntraced(function* (requests: Requests) {
  const store = yield* ApiKeyStore
  const { apiKey, org } = yield* requests.found()
  const old: Array<ApiKey.ApiKey> = []
  for (let nth = 0; nth < different; nth += 1) old.push((yield* requests.mint(org.id, "live")).key)
  const operation: Operation = {
    orgId: org.id,
    ask: (nth, remember) => Effect.map(requests.roll(org.id, old[nth]!.id, 60, remember), ({ key }) => key),
    refused: (remember) => store.roll(org.id, apiKey.id, refuse, remember),
    made: keysOf(org.id)
  }
  return operation
})

const importLegacy = Effect.fnUntraced(function* (requests: Requests) {
  const store = yield* ApiKeyStore
  const { org } = yield* requests.found()
  const hashes = Array.from({ length: different }, requests.serial.hash)
  const operation: Operation = {
    orgId: org.id,
    ask: (nth, remember) => requests.importLegacy(org.id, [hashes[nth]!], remember),
    refused: (remember) => store.importLegacy(org.id, hashes, refuse, remember),
    made: keysOf(org.id)
  }
  return operation
})

const submit = Effect.fnUntraced(function* (requests: Requests) {
  const { live, org } = yield* requests.found()
  const gone = yield* requests.create(org.id, { slug: "gone" })
  yield* requests.remove(org.id, "gone")
  const ids = new Minted()
  const asking = (environment: Environment.Environment, remember: Remember | undefined) => {
    const run = queued(ids, environment, requests.tick())
    return RunStore.use((runs) => Effect.as(runs.submit(run, remember), run))
  }
  const operation: Operation = {
    orgId: org.id,
    ask: (_nth, remember) => asking(live, remember),
    refused: (remember) => asking(gone, remember),
    made: runsOf(live)
  }
  return operation
})

const end = Effect.fnUntraced(function* (requests: Requests) {
  const store = yield* RunStore
  const { live, org } = yield* requests.found()
  const scope = scopeOf(live)
  const ids = new Minted()
  const runs = Array.from({ length: different }, () => queued(ids, live, requests.tick()))
  yield* Effect.forEach(runs, (run) => store.submit(run), together)
  const operation: Operation = {
    orgId: org.id,
    ask: (nth, remember) => {
      const decide = cancelling(ids, requests.tick())
      return Effect.map(store.end(scope, runs[nth]!.id, decide, remember), ({ run }) => run)
    },
    refused: (remember) => Effect.map(store.end(scope, runs[0]!.id, refuse, remember), ({ run }) => run),
    made: Effect.map(runsOf(live), (runs) => runs.filter(({ status }) => status === "cancelled"))
  }
  return operation
})

const subscribe = Effect.fnUntraced(function* (requests: Requests) {
  const store = yield* WebhookStore
  const { live, org } = yield* requests.found()
  const scope = scopeOf(live)
  const ids = new Minted()
  const operation: Operation = {
    orgId: org.id,
    ask: (_nth, remember) => {
      const made = endpoint(ids, live, requests.tick())
      return store.change(scope, (among) => Endpoint.create(among, made, originAt(made.createdAt)), remember)
    },
    refused: (remember) => store.change(scope, refuse, remember),
    made: walk(100, (page) => store.list(scope, page))
  }
  return operation
})

const runsOf = (environment: Environment.Environment) =>
  Effect.gen(function* () {
    const store = yield* RunStore
    const scope = scopeOf(environment)
    const listed = yield* walk(100, (page) => store.list(scope, {}, page))
    return yield* Effect.forEach(listed, ({ id }) => store.find(scope, id))
  })

export type Name =
  | "OrgStore.found"
  | "EnvironmentStore.change"
  | "ApiKeyStore.mint"
  | "ApiKeyStore.roll"
  | "ApiKeyStore.importLegacy"
  | "RunStore.submit"
  | "RunStore.end"
  | "WebhookStore.change"

/** Each by the call that makes it. */
export const operations: Readonly<Record<Name, (requests: Requests) => Effect.Effect<Operation, unknown, Stores>>> = {
  "OrgStore.found": found,
  "EnvironmentStore.change": create,
  "ApiKeyStore.mint": mint,
  "ApiKeyStore.roll": roll,
  "ApiKeyStore.importLegacy": importLegacy,
  "RunStore.submit": submit,
  "RunStore.end": end,
  "WebhookStore.change": subscribe
}

export const names = Object.keys(operations) as ReadonlyArray<Name>
