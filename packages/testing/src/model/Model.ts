/**
 * The model: the ports to storage in a few plain steps on plain data, as the contract says it and no faster.
 *
 * It is what adapters are compared with, and a fast fake for the tests of a host. It keeps everything in memory,
 * forgets it with its layer, and makes each call whole before the next one.
 */
import { type RetentionStore as Retention, Wakeups } from "@nexio/core"
import { Layer } from "effect"
import type { Stores } from "../laws/Stores.ts"
import * as ApiKeyStore from "./ApiKeyStore.ts"
import * as AuditStore from "./AuditStore.ts"
import * as ConfigurationStore from "./ConfigurationStore.ts"
import * as DeliveryStore from "./DeliveryStore.ts"
import * as EngineStore from "./EngineStore.ts"
import * as EnvironmentStore from "./EnvironmentStore.ts"
import { layerIds, layerSecrets, layerSender, layerSigner } from "./Fakes.ts"
import * as MemberStore from "./MemberStore.ts"
import { Memory } from "./Memory.ts"
import * as MetricsStore from "./MetricsStore.ts"
import * as OrgStore from "./OrgStore.ts"
import * as RateLimits from "./RateLimits.ts"
import * as RetentionStore from "./RetentionStore.ts"
import * as RunStore from "./RunStore.ts"
import * as SessionStore from "./SessionStore.ts"
import * as UsageStore from "./UsageStore.ts"
import * as WebhookStore from "./WebhookStore.ts"

export { layerIds, layerSecrets, layerSender, layerSigner, Sent } from "./Fakes.ts"
export { Memory } from "./Memory.ts"
export { layer as layerRateLimits } from "./RateLimits.ts"
export type { BegunAttempt, DeliveryWork, HashedKey, RememberedRequest, State, Step, Work } from "./State.ts"
export { recount } from "./UsageStore.ts"

/** The ports with nothing in them, and the {@link Memory} that they share. Each build of it has its own. */
export const layer: Layer.Layer<Stores | Retention | Memory> = Layer.mergeAll(
  OrgStore.layer,
  EnvironmentStore.layer,
  EngineStore.layer,
  ConfigurationStore.layer,
  ApiKeyStore.layer,
  MemberStore.layer,
  SessionStore.layer,
  RunStore.layer,
  WebhookStore.layer,
  UsageStore.layer,
  MetricsStore.layer,
  AuditStore.layer,
  DeliveryStore.layer,
  RetentionStore.layer
).pipe(Layer.provideMerge(Memory.layer))

/**
 * All that the use cases and workers of the core need, except for an executor: the stores, what counts, ids and secrets
 * that are counted, wakeups within the process, and a sender that notes down in {@link Sent} what it was to send. `Runs.layer`
 * and the others build on it as they do on the real thing.
 */
export const layerFake = Layer.mergeAll(
  layer,
  RateLimits.layer,
  layerIds,
  layerSecrets,
  layerSender,
  layerSigner,
  Wakeups.layerMemory
)
