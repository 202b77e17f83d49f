import type {
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
  UsageStore,
  WebhookStore
} from "@nexio/core"

/** The ports to storage. They share what they keep, so an adapter provides them together. */
export type Stores =
  | OrgStore
  | EnvironmentStore
  | EngineStore
  | ConfigurationStore
  | ApiKeyStore
  | MemberStore
  | RunStore
  | WebhookStore
  | UsageStore
  | MetricsStore
  | AuditStore
  | DeliveryStore
