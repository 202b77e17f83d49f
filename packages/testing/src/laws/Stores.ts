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
  SessionStore,
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
  | SessionStore
  | RunStore
  | WebhookStore
  | UsageStore
  | MetricsStore
  | AuditStore
  | DeliveryStore
