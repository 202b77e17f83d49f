/** Which permissions are granted: nobody grants what it lacks. */
import { useSession } from "../api/Session.ts"
import type { Permission } from "../environment/Allowed.ts"
import { Tick } from "./Field.tsx"

/** What each permission lets its holder do. */
export const permissions: ReadonlyArray<readonly [permission: Permission, about: string]> = [
  ["runs:write", "Submit, replay and cancel runs"],
  ["webhooks:manage", "Change webhook endpoints and send anew"],
  ["environments:manage", "Create, change, clone and delete environments"],
  ["api_keys:manage", "See, create, roll and revoke API keys"],
  ["engines:manage", "Create engines and release versions"],
  ["audit:read", "Read and verify the audit log"],
  ["members:manage", "Invite and remove members, and say what they may do"]
]

interface PermissionsProps<Offered> {
  readonly offered: ReadonlyArray<readonly [permission: Offered, about: string]>
  readonly granted: ReadonlyArray<Offered>
  readonly onChange: (granted: ReadonlyArray<Offered>) => void
}

export const Permissions = <Offered extends Permission>({ granted, offered, onChange }: PermissionsProps<Offered>) => {
  const mine = useSession().permissions
  return (
    <fieldset className="choices">
      <legend>Permissions, beside reading</legend>
      {offered.map(([permission, about]) => (
        <Tick
          key={permission}
          label={about}
          hint={mine.includes(permission) ? permission : `${permission}: you lack it, so you cannot grant it`}
          disabled={!mine.includes(permission) && !granted.includes(permission)}
          checked={granted.includes(permission)}
          onChange={({ target }) =>
            onChange(target.checked ? [...granted, permission] : granted.filter((each) => each !== permission))
          }
        />
      ))}
    </fieldset>
  )
}
