/** What a key or a member may do beyond reading its own environment, which needs no permission. */
import { Schema } from "effect"

export const Permission = Schema.Literals([
  "runs:write",
  "webhooks:manage",
  "environments:manage",
  "api_keys:manage",
  "engines:manage",
  "audit:read"
])
export type Permission = typeof Permission.Type

/** Every permission that a key can hold; an org's first key has all of them. */
export const all: ReadonlyArray<Permission> = Permission.literals

/** What a key is given when nothing is said. */
export const defaults: ReadonlyArray<Permission> = ["runs:write", "webhooks:manage"]

/** The permissions that only keys of `live` can hold: those that reach beyond one environment. */
export const liveOnly = (permission: Permission): boolean => !defaults.includes(permission)
