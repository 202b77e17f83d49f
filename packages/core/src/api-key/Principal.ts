/** Who makes a call, as its key says: the org, the one environment, and what it may do. */
import { Data } from "effect"
import type { Kind } from "../environment/Environment.ts"
import type { Slug } from "../environment/Slug.ts"
import type { ApiKeyId, EnvironmentId, OrgId } from "../id/Id.ts"
import type { Permission } from "../org/Permission.ts"

export interface Principal {
  readonly orgId: OrgId
  readonly environmentId: EnvironmentId
  readonly environment: Slug
  readonly kind: Kind
  readonly apiKeyId: ApiKeyId
  readonly keyPrefix: string
  readonly permissions: ReadonlyArray<Permission>
  /** How many requests its org may make in a minute, where it has a limit. */
  readonly rateLimitPerMinute?: number | undefined
}

/**
 * What a call asks of its caller.
 *
 * - `read`: nothing; what belongs elsewhere is not found.
 * - `data`: the permission, in the key's own environment.
 * - `control`: a key of `live` with at least one of the permissions.
 */
export type Requirement =
  | { readonly call: "read" }
  | { readonly call: "data"; readonly permission: Permission }
  | { readonly call: "control"; readonly anyOf: ReadonlyArray<Permission> }

/** The caller may not make this call, whatever it is about. */
export class Forbidden extends Data.TaggedError("Forbidden")<{ readonly requirement: Requirement }> {
  override get message() {
    return this.requirement.call === "control"
      ? `This call needs a key of the live environment with the permission ${this.requirement.anyOf.join(" or ")}.`
      : this.requirement.call === "data"
        ? `This call needs a key with the permission ${this.requirement.permission}.`
        : "This key cannot make this call."
  }
}

/** Decides by the key alone, before anything is looked up, so that a refusal reveals nothing. */
export const refusal = (principal: Principal, requirement: Requirement): Forbidden | undefined => {
  const allowed =
    requirement.call === "read" ||
    (requirement.call === "data" && principal.permissions.includes(requirement.permission)) ||
    (requirement.call === "control" &&
      principal.kind === "live" &&
      requirement.anyOf.some((permission) => principal.permissions.includes(permission)))
  return allowed ? undefined : new Forbidden({ requirement })
}
