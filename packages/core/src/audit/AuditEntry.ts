/** An entry of the audit log: a change, who made it, when and from where. */
import { Schema } from "effect"
import { EnvironmentId, OrgId } from "../id/Id.ts"
import { Instant } from "../instant/Instant.ts"
import * as Json from "../json/Json.ts"
import { Mac } from "../secret/Secrets.ts"
import type { Origin } from "./Origin.ts"

/** What was done. */
export const Action = Schema.Literals([
  "org.created",
  "org.updated",
  "org.suspended",
  "org.resumed",
  "environment.created",
  "environment.updated",
  "environment.deleted",
  "environment.cloned",
  "environment.replayed",
  "api_key.created",
  "api_key.rolled",
  "api_key.revoked",
  "api_key.imported",
  "webhook.created",
  "webhook.updated",
  "webhook.deleted",
  "webhook.disabled",
  "webhook.secret_rotated",
  "engine.created",
  "engine.secret_rotated",
  "engine_version.created",
  "member.created",
  "member.updated",
  "member.removed",
  "member.signed_in",
  "member.signed_out",
  "sign_in_link.created"
])
export type Action = typeof Action.Type

export const AuditEntry = Schema.Struct({
  orgId: OrgId,
  /** From 1, without gaps, in the order in which the changes were committed. */
  number: Schema.Natural,
  createdAt: Instant,
  /** `api_key:<id>`, `member:<id>`, `operator` or `system`. */
  actor: Schema.String,
  /** The client's IP address. */
  address: Schema.optionalKey(Schema.String),
  action: Action,
  /** The id of what was changed; of an engine its slug, of a version `<engine>/<version>`. */
  target: Schema.String,
  /** The environment that it was changed in, where it is in one. */
  environmentId: Schema.optionalKey(EnvironmentId),
  /** What else there is to say; never a secret. */
  details: Schema.optionalKey(Json.JsonObject),
  /** Over the entry and the MAC of the one before. */
  mac: Mac
})
export interface AuditEntry extends Schema.Schema.Type<typeof AuditEntry> {}

/** An entry that has no place in its org's chain yet. */
export type Draft = Omit<AuditEntry, "orgId" | "number" | "mac">

/** What was changed, and how. */
interface Change {
  readonly action: Action
  readonly target: string
  readonly environmentId?: EnvironmentId | undefined
  readonly details?: Draft["details"] | undefined
}

/** What a change is written down as. */
export const draft = ({ actor, address, at }: Origin, { action, details, environmentId, target }: Change): Draft => ({
  createdAt: at,
  actor,
  ...(address === undefined ? {} : { address }),
  action,
  target,
  ...(environmentId === undefined ? {} : { environmentId }),
  ...(details === undefined ? {} : { details })
})
