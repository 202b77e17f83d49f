/** Asks for a new API key of an environment. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { type FormEvent, useState } from "react"
import { answerOf, api } from "../api/Api.ts"
import { useSession } from "../api/Session.ts"
import { type Permission, useOrgReason } from "../environment/Allowed.ts"
import { useEnvironments } from "../environment/Environments.ts"
import { Button } from "../parts/Button.tsx"
import { Fault, faultOf } from "../parts/Failure.tsx"
import { Select, TextField } from "../parts/Field.tsx"
import { Permissions, permissions } from "../parts/Permissions.tsx"

type KeyPermission = Exclude<Permission, "members:manage">

/** What a key of any environment can be granted; one of live can be granted more, and none to manage members. */
const ofAny: ReadonlyArray<KeyPermission> = ["runs:write", "webhooks:manage"]
const ofLive = permissions.flatMap(([permission, about]) =>
  permission === "members:manage" ? [] : [[permission, about] as const]
)

interface CreateKeyFormProps {
  /** The environment that it is bound to; without one it is asked for, beginning with `first`. */
  readonly slug?: string
  readonly first?: string
  readonly onMade: (key: string) => void
  readonly onClose: () => void
  readonly closing?: string
}

export const CreateKeyForm = ({ closing = "Cancel", first = "live", onClose, onMade, slug }: CreateKeyFormProps) => {
  const queries = useQueryClient()
  const reason = useOrgReason("api_keys:manage")
  // The grandfathered one takes no new keys.
  const environments = useEnvironments().filter(({ kind }) => kind !== "test")
  const [name, setName] = useState("")
  const [chosen, setChosen] = useState(environments.some((each) => each.slug === first) ? first : "live")
  const mine = useSession().permissions
  const [granted, setGranted] = useState<ReadonlyArray<KeyPermission>>(
    ofAny.filter((permission) => mine.includes(permission))
  )
  const [end, setEnd] = useState("")
  const bound = slug ?? chosen
  const offered = bound === "live" ? ofLive : ofLive.filter(([permission]) => ofAny.includes(permission))
  const making = useMutation({
    mutationFn: () =>
      answerOf(
        api.POST("/api/api-keys", {
          body: {
            name: name.trim(),
            environment_slug: bound,
            permissions: offered.map(([permission]) => permission).filter((each) => granted.includes(each)),
            ...(end === "" ? {} : { expires_at: new Date(end).toISOString() })
          }
        })
      ),
    onSuccess: (made) => {
      void queries.invalidateQueries({ queryKey: ["api-keys"] })
      onMade(made.key ?? "")
    }
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    making.mutate()
  }
  return (
    <form onSubmit={submit}>
      <TextField
        label="Name"
        hint="Who or what uses it: ci, checkout-service."
        value={name}
        maxLength={100}
        fault={faultOf(making.error, "name")}
        onChange={(event) => setName(event.target.value)}
      />
      {slug === undefined && (
        <Select
          label="Environment"
          hint="For good: a key is bound to one."
          value={chosen}
          onChange={(event) => setChosen(event.target.value)}
        >
          {environments.map((each) => (
            <option key={each.slug}>{each.slug}</option>
          ))}
        </Select>
      )}
      <Permissions offered={offered} granted={granted} onChange={setGranted} />
      <TextField
        label="Ends (optional)"
        type="datetime-local"
        hint="In your own time zone. Without an end it works until it is revoked."
        value={end}
        fault={faultOf(making.error, "expires_at")}
        onChange={(event) => setEnd(event.target.value)}
      />
      <Fault error={making.error} fields={["name", "expires_at"]} />
      <footer>
        <Button onClick={onClose}>{closing}</Button>
        <Button
          kind="primary"
          type="submit"
          busy={making.isPending}
          reason={reason ?? (name.trim() === "" ? "Give it a name first." : undefined)}
        >
          Create key
        </Button>
      </footer>
    </form>
  )
}
