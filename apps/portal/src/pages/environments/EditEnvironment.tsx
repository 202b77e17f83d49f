/** Changes an environment's description and pin; its slug is permanent. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { type FormEvent, useState } from "react"
import { answerOf, api } from "../../api/Api.ts"
import type { Environment } from "../../environment/Environments.ts"
import { Button } from "../../parts/Button.tsx"
import { Dialog } from "../../parts/Dialog.tsx"
import { Fault, faultOf } from "../../parts/Failure.tsx"
import { TextField } from "../../parts/Field.tsx"
import { say } from "../../parts/Toasts.tsx"

interface EditEnvironmentProps {
  readonly environment: Environment
  readonly onClose: () => void
}

export const EditEnvironment = ({ environment, onClose }: EditEnvironmentProps) => {
  const { slug } = environment
  const queries = useQueryClient()
  const [description, setDescription] = useState(environment.description ?? "")
  const [pin, setPin] = useState(environment.pinned_engine_version ?? "")
  const saving = useMutation({
    mutationFn: () =>
      answerOf(
        api.PATCH("/api/environments/{slug}", {
          params: { path: { slug } },
          body: { description, pinned_engine_version: pin === "" ? null : pin }
        })
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["environments"] })
      say(`Saved “${slug}”`)
      onClose()
    }
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <Dialog open onClose={onClose} title={`Edit “${slug}”`} about="The slug is permanent.">
      <form onSubmit={submit}>
        <TextField
          label="Description"
          value={description}
          maxLength={500}
          fault={faultOf(saving.error, "description")}
          onChange={(event) => setDescription(event.target.value)}
        />
        <TextField
          label="Pinned engine version"
          hint="1.3 is that version, 1.x the newest of its major. Left empty, runs get the engine's current one."
          value={pin}
          fault={faultOf(saving.error, "pinned_engine_version")}
          onChange={(event) => setPin(event.target.value)}
        />
        <Fault error={saving.error} fields={["description", "pinned_engine_version"]} />
        <footer>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" busy={saving.isPending}>
            Save
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
