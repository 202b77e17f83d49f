/** Deletes an environment, once its slug was typed. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useNavigate } from "@tanstack/react-router"
import { useState } from "react"
import { answerOf, api } from "../../api/Api.ts"
import { useEnvironment } from "../../environment/Choice.ts"
import type { Environment } from "../../environment/Environments.ts"
import { Button } from "../../parts/Button.tsx"
import { Dialog } from "../../parts/Dialog.tsx"
import { Fault } from "../../parts/Failure.tsx"
import { TextField } from "../../parts/Field.tsx"
import { say } from "../../parts/Toasts.tsx"

interface DeleteEnvironmentProps {
  readonly environment: Environment
  readonly onClose: () => void
}

export const DeleteEnvironment = ({ environment: { slug }, onClose }: DeleteEnvironmentProps) => {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const chosen = useEnvironment()
  const [typed, setTyped] = useState("")
  const deleting = useMutation({
    mutationFn: () => answerOf(api.DELETE("/api/environments/{slug}", { params: { path: { slug } } })),
    onSuccess: async () => {
      // What was looked at is no more.
      if (chosen === slug) await navigate({ to: "/environments", search: { environment: "live" } })
      await queries.invalidateQueries()
      say(`Deleted “${slug}”`)
      onClose()
    }
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Delete “${slug}”?`}
      about="In one step its keys stop working, its endpoints go inactive, pending deliveries are cancelled, and queued runs fail. History and usage stay; the slug is free again."
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (typed === slug) deleting.mutate()
        }}
      >
        <TextField
          label={`Type ${slug} to delete it`}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Fault error={deleting.error} />
        <footer>
          <Button onClick={onClose}>Keep it</Button>
          <Button
            kind="danger"
            type="submit"
            busy={deleting.isPending}
            reason={typed === slug ? undefined : "Type the slug first."}
          >
            Delete environment
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
