import type {
  ApiKeyStore,
  AuditStore,
  EngineStore,
  EnvironmentStore,
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
  | ApiKeyStore
  | RunStore
  | WebhookStore
  | UsageStore
  | AuditStore
