/** Takes another environment's configuration over into one, and shows the new endpoints' secrets, once. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { answerOf, api } from "../../api/Api.ts"
import { useEnvironments } from "../../environment/Environments.ts"
import { Button } from "../../parts/Button.tsx"
import { CopyBlock } from "../../parts/Copy.tsx"
import { Dialog } from "../../parts/Dialog.tsx"
import { Fault } from "../../parts/Failure.tsx"
import { Select } from "../../parts/Field.tsx"
import { say } from "../../parts/Toasts.tsx"

export const CloneDialog = ({ into, onClose }: { readonly into: string; readonly onClose: () => void }) => {
  const queries = useQueryClient()
  const sources = useEnvironments().filter(({ slug }) => slug !== into)
  const [from, setFrom] = useState(sources[0]?.slug ?? "live")
  const cloning = useMutation({
    mutationFn: async () => {
      const params = { path: { slug: into } }
      const { endpoints } = await answerOf(api.POST("/api/environments/{slug}/clone", { params, body: { from } }))
      return endpoints
    },
    onSuccess: async (endpoints) => {
      await queries.invalidateQueries()
      if (endpoints.length > 0) return
      say(`Cloned “${from}” into “${into}”`)
      onClose()
    }
  })
  if (cloning.data !== undefined && cloning.data.length > 0)
    return (
      <Dialog open sticky wide onClose={onClose} title="The new endpoints' secrets">
        <p className="soft">
          Keep them now: they are shown this once. The endpoints are inactive until you activate them.
        </p>
        {cloning.data.map(({ id, secret, url }) => (
          <div key={id}>
            <h3 className="url">{url}</h3>
            <CopyBlock text={secret ?? ""} what={`the secret of ${url}`} />
          </div>
        ))}
        <footer>
          <Button kind="primary" onClick={onClose}>
            I have kept them
          </Button>
        </footer>
      </Dialog>
    )
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Clone into “${into}”`}
      about="Endpoints are copied in beside what there is, inactive and with secrets of their own; pin and description too. Keys and runs never are."
    >
      <Select label="From" value={from} onChange={(event) => setFrom(event.target.value)}>
        {sources.map(({ slug }) => (
          <option key={slug}>{slug}</option>
        ))}
      </Select>
      <Fault error={cloning.error} />
      <footer>
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="primary" busy={cloning.isPending} onClick={() => cloning.mutate()}>
          Clone
        </Button>
      </footer>
    </Dialog>
  )
}
