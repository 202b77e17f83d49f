import { Permission } from "@nexio/core"
import fc from "fast-check"

export const permission: fc.Arbitrary<Permission.Permission> = fc.constantFrom(...Permission.all)

/** Any permissions, none among them, each at most once. */
export const permissions: fc.Arbitrary<ReadonlyArray<Permission.Permission>> = fc.subarray([...Permission.all])

/** Permissions that a key of a non-live environment can hold. */
export const nonLivePermissions: fc.Arbitrary<ReadonlyArray<Permission.Permission>> = fc.subarray(
  Permission.all.filter((permission) => !Permission.liveOnly(permission))
)
