/** Submits a run anew in an environment that is not live. */
import { useMutation } from "@tanstack/react-query"
import { useNavigate } from "@tanstack/react-router"
import { useState } from "react"
import { useCreateEnvironment } from "../../environment/CreateEnvironment.ts"
import { useEnvironments } from "../../environment/Environments.ts"
import { Button } from "../../parts/Button.tsx"
import { Dialog } from "../../parts/Dialog.tsx"
import { Fault } from "../../parts/Failure.tsx"
import { Select } from "../../parts/Field.tsx"
import { say } from "../../parts/Toasts.tsx"
import { replay } from "./RunQueries.ts"

export const ReplayDialog = ({ id, onClose }: { readonly id: string; readonly onClose: () => void }) => {
  const targets = useEnvironments().filter(({ kind }) => kind === "environment")
  const [into, setInto] = useState(targets[0]?.slug ?? "")
  const create = useCreateEnvironment()
  const navigate = useNavigate()
  const replaying = useMutation({
    mutationFn: () => replay(id, into),
    onSuccess: (made) => {
      onClose()
      say(`Replayed in ${into}`)
      return navigate({ to: "/runs/$id", params: { id: made }, search: { environment: into } })
    }
  })
  if (targets.length === 0)
    return (
      <Dialog
        open
        onClose={onClose}
        title="Replay this run"
        about="Runs are replayed in environments that are not live."
      >
        <footer>
          <Button
            kind="primary"
            onClick={() => {
              onClose()
              create()
            }}
          >
            Create environment
          </Button>
        </footer>
      </Dialog>
    )
  return (
    <Dialog
      open
      onClose={onClose}
      title="Replay this run"
      about="Its input, offerings, metadata and engine are submitted anew. Nothing is sent or changed where it came from."
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          replaying.mutate()
        }}
      >
        <Select label="In" value={into} onChange={(event) => setInto(event.target.value)}>
          {targets.map(({ slug }) => (
            <option key={slug}>{slug}</option>
          ))}
        </Select>
        <Fault error={replaying.error} />
        <footer>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" busy={replaying.isPending}>
            Replay in {into}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
