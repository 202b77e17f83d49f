/** Whether a change can be made where one is, and if not, why: the reason that a disabled control tells. */
import type { Schemas } from "../api/Api.ts"
import { useSession } from "../api/Session.ts"
import { useChoice } from "./Choice.ts"

export type Permission = Schemas["Member"]["permissions"][number]

const lacking = (permission: Permission) =>
  `You need the permission ${permission}. Someone who manages members can grant it.`

/** Why the org cannot be changed with one of these permissions; undefined where it can. */
export const useOrgReason = (...anyOf: ReadonlyArray<Permission>): string | undefined => {
  const held = useSession().permissions
  return anyOf.some((permission) => held.includes(permission)) ? undefined : lacking(anyOf[0]!)
}

/** Why nothing can be changed in the environment that is looked at; undefined where it can. */
export const useScopedReason = (permission: Permission): string | undefined => {
  const choice = useChoice()
  const reason = useOrgReason(permission)
  if (choice.kind === "all") return "All is a roll-up and read-only. Choose one environment to make changes."
  if (choice.kind !== "one") return "This environment was deleted. What it was stays readable."
  return reason
}
