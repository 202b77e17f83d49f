/** Asks for a new API key of an environment. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { type FormEvent, useState } from "react"
import { answerOf, api } from "../api/Api.ts"
import { useOrgReason } from "../environment/Allowed.ts"
import { useEnvironments } from "../environment/Environments.ts"
import { Button } from "../parts/Button.tsx"
import { Fault, faultOf } from "../parts/Failure.tsx"
import { Select, TextField } from "../parts/Field.tsx"

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
  const making = useMutation({
    mutationFn: () =>
      answerOf(api.POST("/api/api-keys", { body: { name: name.trim(), environment_slug: slug ?? chosen } })),
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
      {faultOf(making.error, "name") === undefined && <Fault error={making.error} />}
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
