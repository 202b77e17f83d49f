import {
  type ApiKeyStore,
  type Claim,
  type ConfigurationStore,
  type DeliveryStore,
  type EngineStore,
  EngineVersion,
  type EnvironmentStore,
  type MemberStore,
  type OrgStore,
  Replay,
  type RunStore,
  type WebhookStore
} from "@nexio/core"
import { Data, Effect, type Layer, Result } from "effect"
import type { Stores } from "../laws/Stores.ts"
import { type Operation, type Options, type Plan, type Ports, wrapped } from "./Wrapped.ts"

/** The write is acknowledged with the answer that it would have had, and is not there afterwards. */
export type Loss = "lost"

/**
 * Stores that forget what they acknowledged, as planned: a disk that lied about a flush, a replica that took over too
 * early. The plan is about writes; reads tell of what is left.
 *
 * No code can be right on such a store, so this is for what finds out: a host tests with it that its own checks,
 * reconciliations and alarms notice a loss. It is also how a test of durability proves that it could fail. A claim
 * that is lost is forgotten as a lease: what it took is due again at once, while whoever took it works on it.
 *
 * A sign-in link that is spent stays spent. Submissions, revocations and reports are acknowledged unseen, also those that
 * would have been refused. To let everything go back to an earlier state, as with a backup, set the `Memory` of the model back to one that was kept.
 *
 * @example
 * ```ts
 * // Every third write never happened.
 * Faults.forgetful(({ nth }) => (nth % 3 === 0 ? "lost" : undefined)).pipe(Layer.provideMerge(Model.layer))
 * ```
 */
export const forgetful = <Ports extends Stores = Stores>(
  plan: Plan<Loss>,
  options: Options = {}
): Layer.Layer<Ports, never, Ports> =>
  wrapped(plan, options, (operation, service) => {
    const acknowledge = acknowledging(operation, service)
    return acknowledge && ((_loss, args) => acknowledge(...args))
  })

type Acknowledging = (...args: ReadonlyArray<unknown>) => Effect.Effect<unknown, unknown>

const acknowledging = (operation: Operation, service: object): Acknowledging | undefined => {
  const [port, name] = operation.split(".") as [keyof Ports, string]
  const operations = writes[port] as ((store: object) => object) | undefined
  return operations && (Reflect.get(operations(service), name) as Acknowledging | undefined)
}

/** How each write is acknowledged without being made. */
const writes: { readonly [Port in keyof Ports]?: (store: Ports[Port]["Service"]) => Partial<Ports[Port]["Service"]> } =
  {
    OrgStore: (store: OrgStore["Service"]) => ({
      found: () => Effect.void,
      change: (orgId, decide) => Effect.map(store.find(orgId), (org) => decide(org).org)
    }),
    EnvironmentStore: (store: EnvironmentStore["Service"]) => ({
      change: (orgId, decide, remember) =>
        undone((refused) =>
          store.change(orgId, (tenancy) => refused(decide(tenancy), ({ environment }) => environment), remember)
        )
    }),
    EngineStore: (store: EngineStore["Service"]) => ({
      change: (orgId, slug, decide, remember) =>
        undone((refused) =>
          store.change(orgId, slug, (found) => refused(decide(found), (decision) => decision), remember)
        )
    }),
    ConfigurationStore: (store: ConfigurationStore["Service"]) => ({
      clone: (orgId, slugs, decide, remember) =>
        undone((refused) =>
          store.clone(orgId, slugs, (configured) => refused(decide(configured), (cloned) => cloned), remember)
        )
    }),
    ApiKeyStore: (store: ApiKeyStore["Service"]) => ({
      mint: (orgId, slug, decide, remember) =>
        undone((refused) =>
          store.mint(orgId, slug, (environment) => refused(decide(environment), ({ key }) => key), remember)
        ),
      revoke: () => Effect.void,
      roll: (orgId, id, decide, remember) =>
        undone((refused) =>
          store.roll(
            orgId,
            id,
            (old, environment) => refused(decide(old, environment), ({ fresh }) => fresh.key),
            remember
          )
        ),
      importLegacy: (orgId, hashes, decide, remember) =>
        undone((refused) =>
          store.importLegacy(
            orgId,
            hashes,
            (tenancy, known) => refused(decide(tenancy, known), (imported) => imported),
            remember
          )
        ),
      used: () => Effect.void
    }),
    MemberStore: (store: MemberStore["Service"]) => ({
      change: (orgId, decide, remember) =>
        undone((refused) =>
          store.change(orgId, (members) => refused(decide(members), (decision) => decision), remember)
        )
    }),
    SessionStore: () => ({
      begin: () => Effect.void,
      use: () => Effect.void,
      end: () => Effect.succeed(true)
    }),
    RunStore: (store: RunStore["Service"]) => ({
      // Engines are at 1.0 from the beginning.
      submit: ({ versionAsked: _asked, ...run }) =>
        Effect.succeed({ ...run, release: EngineVersion.Version.make("1.0") }),
      claim: (request) => forgettingLeases(store.claim(request), (claims) => store.renew(claims, request.at)),
      renew: () => Effect.succeed([]),
      finish: () => Effect.succeed(0),
      replay: (orgId, selection, decide, remember) =>
        undone((refused) =>
          store.replay(
            orgId,
            selection,
            (found) => refused(decide(found), (decision) => Replay.answer(decision)),
            remember
          )
        ),
      end: (scope, id, decide, remember) =>
        undone((refused) =>
          store.end(
            scope,
            id,
            (run) => refused(decide(run), (ending) => ({ run: ending?.run ?? run, deliveries: 0 })),
            remember
          )
        )
    }),
    WebhookStore: (store: WebhookStore["Service"]) => ({
      change: (scope, decide, remember) =>
        undone((refused) =>
          store.change(scope, (among) => refused(decide(among), ({ endpoint }) => endpoint), remember)
        ),
      claimDue: (request) => forgettingLeases(store.claimDue(request), (claims) => store.renew(claims, request.at)),
      renew: () => Effect.succeed([]),
      record: () => Effect.succeed({ deliveries: 0 })
    }),
    DeliveryStore: (store: DeliveryStore["Service"]) => ({
      send: (scope, endpointId, decide, remember) =>
        unsent((lost) =>
          store.send(
            scope,
            endpointId,
            (endpoint) => {
              const { deliveries } = decide(endpoint)
              return lost({ ...deliveries[0]!, attempts: [] })
            },
            remember
          )
        ),
      redeliver: (scope, id, decide, remember) =>
        unsent((lost) =>
          store.redeliver(
            scope,
            id,
            (delivery, endpoint) => lost({ ...decide(delivery, endpoint), attempts: [] }),
            remember
          )
        ),
      recover: () => Effect.succeed({ sent: 0 })
    })
  }

/** What a decision is refused with once it was made, so that a right store writes nothing of it. */
class Undone extends Data.TaggedError("Undone")<{ readonly answer: unknown }> {}

/** Makes a change whose decision is `refused`, and answers what the decision says that it would have answered. */
const undone = <A, E>(
  change: (
    refused: <Decided, E>(
      decided: Result.Result<Decided, E>,
      answer: (decided: Decided) => A
    ) => Result.Result<never, E | Undone>
  ) => Effect.Effect<A, E | Undone>
): Effect.Effect<A, E> =>
  Effect.catch(
    change((decided, answer) =>
      Result.flatMap(decided, (decided) => Result.fail(new Undone({ answer: answer(decided) })))
    ),
    (error) => (error instanceof Undone ? Effect.succeed(error.answer as A) : Effect.fail(error as E))
  )

/** Sends something whose decision is `lost`, so that a right store writes nothing of it, and answers what that says. */
const unsent = <A, E>(send: (lost: (answer: A) => never) => Effect.Effect<A, E>): Effect.Effect<A, E> =>
  Effect.catchDefect(
    send((answer) => {
      throw new Undone({ answer })
    }),
    (defect) => (defect instanceof Undone ? Effect.succeed(defect.answer as A) : Effect.die(defect))
  )

const forgettingLeases = <A extends { readonly claim: Claim }, E>(
  claimed: Effect.Effect<ReadonlyArray<A>, E>,
  end: (claims: ReadonlyArray<Claim>) => Effect.Effect<unknown, E>
): Effect.Effect<ReadonlyArray<A>, E> => Effect.tap(claimed, (all) => end(all.map(({ claim }) => claim)))
