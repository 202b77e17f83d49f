/** The ports of the core to storage, whatever database they are on. */
import { Layer } from "effect"
import * as ApiKeyStore from "./ApiKeyStore.ts"
import * as AuditStore from "./AuditStore.ts"
import * as Backlog from "./Backlog.ts"
import * as ConfigurationStore from "./ConfigurationStore.ts"
import * as DeliveryStore from "./DeliveryStore.ts"
import * as EngineStore from "./EngineStore.ts"
import * as EnvironmentStore from "./EnvironmentStore.ts"
import * as MasterKeyCheck from "./MasterKeyCheck.ts"
import * as MemberStore from "./MemberStore.ts"
import * as MetricsStore from "./MetricsStore.ts"
import * as OrgStore from "./OrgStore.ts"
import * as RetentionStore from "./RetentionStore.ts"
import * as RunStore from "./RunStore.ts"
import * as SessionStore from "./SessionStore.ts"
import * as UsageStore from "./UsageStore.ts"
import * as WebhookStore from "./WebhookStore.ts"

/** Fails with `SecretUnreadable` where the master keys are not the database's. */
export const layer = Layer.mergeAll(
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
  RetentionStore.layer,
  Backlog.layer,
  Layer.effectDiscard(MasterKeyCheck.verify)
)
