/** Faulty stores and the laws that they are tried with: first those of their own port. */
import type { Secrets } from "@nexio/core"
import { Layer } from "effect"
import {
  ApiKeyStoreLaws,
  AuditStoreLaws,
  ConfigurationStoreLaws,
  EngineStoreLaws,
  EnvironmentStoreLaws,
  IdempotencyLaws,
  type Law,
  MemberStoreLaws,
  MetricsStoreLaws,
  OrgStoreLaws,
  RunStoreLaws,
  SessionStoreLaws,
  type Stores,
  UsageStoreLaws,
  WebhookStoreLaws
} from "../src/laws/index.ts"
import { Model } from "../src/model/index.ts"
import * as ApiKeyFaults from "./faulty/ApiKeyFaults.ts"
import * as AuditFaults from "./faulty/AuditFaults.ts"
import * as ConfigurationFaults from "./faulty/ConfigurationFaults.ts"
import * as DeletionFaults from "./faulty/DeletionFaults.ts"
import * as DeliveryFaults from "./faulty/DeliveryFaults.ts"
import * as EndpointFaults from "./faulty/EndpointFaults.ts"
import * as EngineFaults from "./faulty/EngineFaults.ts"
import * as EnvironmentFaults from "./faulty/EnvironmentFaults.ts"
import * as FailingFaults from "./faulty/FailingFaults.ts"
import * as IdempotencyFaults from "./faulty/IdempotencyFaults.ts"
import * as KeyLifetimeFaults from "./faulty/KeyLifetimeFaults.ts"
import * as KeyListFaults from "./faulty/KeyListFaults.ts"
import * as LaneFaults from "./faulty/LaneFaults.ts"
import * as MetricsFaults from "./faulty/MetricsFaults.ts"
import * as OrderFaults from "./faulty/OrderFaults.ts"
import * as OrgFaults from "./faulty/OrgFaults.ts"
import * as ReplayFaults from "./faulty/ReplayFaults.ts"
import * as RunEndingFaults from "./faulty/RunEndingFaults.ts"
import * as RunQueueFaults from "./faulty/RunQueueFaults.ts"
import * as RunReadingFaults from "./faulty/RunReadingFaults.ts"
import * as TurnFaults from "./faulty/TurnFaults.ts"
import * as UsageFaults from "./faulty/UsageFaults.ts"

/** A right adapter. */
export const right = Layer.merge(Model.layer, Model.layerSecrets)

/** Of orgs, their environments and keys, and of what is done once. */
export const controlPlane = [
  OrgFaults.faults,
  EnvironmentFaults.faults,
  ConfigurationFaults.faults,
  DeletionFaults.faults,
  ApiKeyFaults.faults,
  KeyListFaults.faults,
  KeyLifetimeFaults.faults,
  IdempotencyFaults.faults,
  AuditFaults.faults
].flat()

/** Of engines, runs, webhooks, usage and metrics. */
export const dataPlane = [
  EngineFaults.faults,
  RunQueueFaults.faults,
  TurnFaults.faults,
  RunEndingFaults.faults,
  RunReadingFaults.faults,
  ReplayFaults.faults,
  EndpointFaults.faults,
  DeliveryFaults.faults,
  LaneFaults.faults,
  OrderFaults.faults,
  FailingFaults.faults,
  UsageFaults.faults,
  MetricsFaults.faults
].flat()

const ofPorts: Readonly<Record<string, ReadonlyArray<Law<Stores | Secrets>>>> = {
  OrgStore: OrgStoreLaws.laws,
  EnvironmentStore: EnvironmentStoreLaws.laws,
  ConfigurationStore: ConfigurationStoreLaws.laws,
  ApiKeyStore: ApiKeyStoreLaws.laws,
  MemberStore: MemberStoreLaws.laws,
  SessionStore: SessionStoreLaws.laws,
  Idempotency: IdempotencyLaws.laws,
  AuditStore: AuditStoreLaws.laws,
  EngineStore: EngineStoreLaws.laws,
  RunStore: RunStoreLaws.laws,
  WebhookStore: WebhookStoreLaws.laws,
  UsageStore: UsageStoreLaws.laws,
  MetricsStore: MetricsStoreLaws.laws
}

export const laws: ReadonlyArray<Law<Stores | Secrets>> = Object.values(ofPorts).flat()

export const lawsOf = (port: string): ReadonlyArray<Law<Stores | Secrets>> => {
  const own = ofPorts[port] ?? []
  return [...own, ...laws.filter((law) => !own.includes(law))]
}
