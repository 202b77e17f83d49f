/**
 * An adapter with one thing wrong: it breaks one sentence of the contract, and is otherwise the right adapter that it
 * wraps. What it remembers in order to be wrong begins anew with each layer.
 */
import {
  ApiKeyStore,
  AuditStore,
  ConfigurationStore,
  DeliveryStore,
  EngineStore,
  EnvironmentStore,
  MemberStore,
  MetricsStore,
  OrgStore,
  RunStore,
  type Secrets,
  SessionStore,
  UsageStore,
  WebhookStore
} from "@nexio/core"
import { Context, Effect, Layer } from "effect"
import type { Stores } from "../../src/laws/index.ts"

export interface Fault<Ports> {
  /** What is wrong, as what follows "It". */
  readonly name: string
  /** The sentence that it breaks, and where that is said: a section of the contract, or the port. */
  readonly breaks: string
  readonly port: string
  readonly of: <E>(right: Layer.Layer<Ports, E>) => Layer.Layer<Ports, E>
}

type Said = Pick<Fault<never>, "name" | "breaks">

/** The stores, by what they keep. */
export interface StoreSet {
  readonly orgs: OrgStore["Service"]
  readonly environments: EnvironmentStore["Service"]
  readonly engines: EngineStore["Service"]
  readonly configurations: ConfigurationStore["Service"]
  readonly apiKeys: ApiKeyStore["Service"]
  readonly members: MemberStore["Service"]
  readonly sessions: SessionStore["Service"]
  readonly runs: RunStore["Service"]
  readonly webhooks: WebhookStore["Service"]
  readonly usage: UsageStore["Service"]
  readonly metrics: MetricsStore["Service"]
  readonly audit: AuditStore["Service"]
  readonly deliveries: DeliveryStore["Service"]
}

/** A fault of a store says which of the stores are others than the right ones. */
export const inStores = (
  port: string,
  faults: ReadonlyArray<Said & { readonly wrap: (right: StoreSet) => Partial<StoreSet> }>
): ReadonlyArray<Fault<Stores | Secrets>> =>
  faults.map(({ wrap, ...said }) => ({
    ...said,
    port,
    of: (right) =>
      Layer.effectContext(
        Effect.map(Effect.context<Stores | Secrets>(), (context) => {
          const stores: StoreSet = {
            orgs: Context.get(context, OrgStore),
            environments: Context.get(context, EnvironmentStore),
            engines: Context.get(context, EngineStore),
            configurations: Context.get(context, ConfigurationStore),
            apiKeys: Context.get(context, ApiKeyStore),
            members: Context.get(context, MemberStore),
            sessions: Context.get(context, SessionStore),
            runs: Context.get(context, RunStore),
            webhooks: Context.get(context, WebhookStore),
            usage: Context.get(context, UsageStore),
            metrics: Context.get(context, MetricsStore),
            audit: Context.get(context, AuditStore),
            deliveries: Context.get(context, DeliveryStore)
          }
          const wrong = { ...stores, ...wrap(stores) }
          return context.pipe(
            Context.add(OrgStore, wrong.orgs),
            Context.add(EnvironmentStore, wrong.environments),
            Context.add(EngineStore, wrong.engines),
            Context.add(ConfigurationStore, wrong.configurations),
            Context.add(ApiKeyStore, wrong.apiKeys),
            Context.add(MemberStore, wrong.members),
            Context.add(SessionStore, wrong.sessions),
            Context.add(RunStore, wrong.runs),
            Context.add(WebhookStore, wrong.webhooks),
            Context.add(UsageStore, wrong.usage),
            Context.add(MetricsStore, wrong.metrics),
            Context.add(AuditStore, wrong.audit),
            Context.add(DeliveryStore, wrong.deliveries)
          )
        })
      ).pipe(Layer.provide(right))
  }))

/** A fault of a port of its own says what the port is instead. */
export const inPort = <Port, Service>(
  port: Context.Key<Port, Service>,
  name: string,
  faults: ReadonlyArray<Said & { readonly wrap: (right: Service) => Service }>
): ReadonlyArray<Fault<Port>> =>
  faults.map(({ wrap, ...said }) => ({
    ...said,
    port: name,
    of: (right) =>
      Layer.effect(
        port,
        Effect.map(port, (service) => wrap(service))
      ).pipe(Layer.provide(right))
  }))
