/** Who makes a call: a key, or a member who is signed in; in which org and environment, and what it may do there. */
import { Data } from "effect"
import type { Kind } from "../environment/Environment.ts"
import type { Slug } from "../environment/Slug.ts"
import type { ApiKeyId, Reach, Scope } from "../id/Id.ts"
import type { Permission as MemberPermission } from "../member/Member.ts"
import type { Permission } from "../org/Permission.ts"

export interface Principal extends Scope {
  readonly environment: Slug
  /** Of a member that calls about its org it is `live`. */
  readonly kind: Kind
  readonly permissions: ReadonlyArray<MemberPermission>
  /** The key, where it is one. */
  readonly apiKeyId?: ApiKeyId | undefined
  readonly keyPrefix?: string | undefined
  /** Of a member: what it reads is of every environment of its org. */
  readonly across?: true | undefined
}

/** A key, which is of one environment. */
export interface KeyPrincipal extends Principal {
  readonly permissions: ReadonlyArray<Permission>
  readonly apiKeyId: ApiKeyId
  readonly keyPrefix: string
  /** How many requests its org may make in a minute, where it has a limit. */
  readonly rateLimitPerMinute?: number | undefined
}

/** What of its org it reads. */
export const reach = ({ across, environmentId, orgId }: Pick<Principal, "across" | keyof Scope>): Reach => ({
  orgId,
  environmentId: across === true ? "all" : environmentId
})

/**
 * What a call asks of its caller.
 *
 * - `read`: nothing; what belongs elsewhere is not found.
 * - `data`: the permission, in the key's own environment.
 * - `control`: a key of `live`, or a member, with at least one of the permissions.
 */
export type Requirement =
  | { readonly call: "read" }
  | { readonly call: "data"; readonly permission: Permission }
  | { readonly call: "control"; readonly anyOf: ReadonlyArray<MemberPermission> }

/** The caller may not make this call, whatever it is about. */
export class Forbidden extends Data.TaggedError("Forbidden")<{
  readonly requirement: Requirement
  readonly caller?: "member"
}> {
  override get message() {
    if (this.caller === "member") {
      return `This needs the permission ${permissionsOf(this.requirement).join(" or ")}. Ask a member of your org who holds members:manage for it.`
    }
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
  return allowed
    ? undefined
    : new Forbidden({ requirement, ...(principal.apiKeyId === undefined ? { caller: "member" } : {}) })
}

const permissionsOf = (requirement: Requirement): ReadonlyArray<MemberPermission> => {
  switch (requirement.call) {
    case "read":
      return []
    case "data":
      return [requirement.permission]
    case "control":
      return requirement.anyOf
  }
}
