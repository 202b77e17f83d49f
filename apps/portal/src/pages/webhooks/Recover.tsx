/** Sends anew each event since an instant whose latest delivery failed. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { type FormEvent, useState } from "react"
import { useEnvironment } from "../../environment/Choice.ts"
import { Button } from "../../parts/Button.tsx"
import { Dialog } from "../../parts/Dialog.tsx"
import { Fault, faultOf } from "../../parts/Failure.tsx"
import { TextField } from "../../parts/Field.tsx"
import { say } from "../../parts/Toasts.tsx"
import { recover } from "./WebhookQueries.ts"

export const Recover = ({ id, onClose }: { readonly id: string; readonly onClose: () => void }) => {
  const environment = useEnvironment()
  const queries = useQueryClient()
  const [since, setSince] = useState("")
  const recovering = useMutation({
    mutationFn: () => recover(environment, id, new Date(since).toISOString()),
    onSuccess: async ({ recovered }) => {
      await queries.invalidateQueries({ queryKey: ["deliveries", environment] })
      say(recovered === 1 ? "1 event is sent anew" : `${recovered} events are sent anew`)
      onClose()
    }
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    recovering.mutate()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title="Recover failed events"
      about="After an outage of the receiver: each event since then whose latest delivery failed gets a new one."
    >
      <form onSubmit={submit}>
        <TextField
          label="Since"
          type="datetime-local"
          hint="In your own time zone."
          fault={faultOf(recovering.error, "since")}
          value={since}
          onChange={(event) => setSince(event.target.value)}
        />
        <Fault error={recovering.error} fields={["since"]} />
        <footer>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            type="submit"
            busy={recovering.isPending}
            reason={since === "" ? "Say since when first." : undefined}
          >
            Recover
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
