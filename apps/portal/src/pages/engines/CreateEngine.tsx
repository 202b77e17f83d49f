/** Makes an engine, and shows what its requests are signed with, once. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useNavigate } from "@tanstack/react-router"
import { type FormEvent, useState } from "react"
import { Refused } from "../../api/Refused.ts"
import { createEngine } from "../../engine/Engines.ts"
import { Button } from "../../parts/Button.tsx"
import { Dialog } from "../../parts/Dialog.tsx"
import { Fault, faultOf } from "../../parts/Failure.tsx"
import { TextField } from "../../parts/Field.tsx"
import { ShownSecret } from "../../parts/ShownSecret.tsx"

export const CreateEngine = ({ onClose }: { readonly onClose: () => void }) => {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [slug, setSlug] = useState("")
  const [label, setLabel] = useState("")
  const [type, setType] = useState("")
  const [description, setDescription] = useState("")
  const making = useMutation({
    mutationFn: () => createEngine({ slug, label, engine_type: type, ...(description === "" ? {} : { description }) }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["engines"] })
  })
  if (making.data !== undefined)
    return (
      <Dialog open sticky wide onClose={onClose} title="The engine's signing secret">
        <ShownSecret
          text={making.data.signing_secret ?? ""}
          onDone={() => {
            onClose()
            void navigate({ to: "/engines/$slug", params: { slug } })
          }}
        />
      </Dialog>
    )
  const taken = making.error instanceof Refused && making.error.code === "slug_taken" ? making.error.message : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    making.mutate()
  }
  return (
    <Dialog open onClose={onClose} title="Create engine" about="It needs a version before it can run.">
      <form onSubmit={submit}>
        <TextField
          label="Slug"
          hint="3 to 50 lowercase letters, digits and hyphens; it stands in the path of its runs."
          value={slug}
          maxLength={50}
          fault={taken ?? faultOf(making.error, "slug")}
          onChange={(event) => {
            making.reset()
            setSlug(event.target.value)
          }}
        />
        <TextField
          label="Label"
          value={label}
          fault={faultOf(making.error, "label")}
          onChange={(event) => setLabel(event.target.value)}
        />
        <TextField
          label="Type"
          hint="Whatever tells your engines apart: rules, model, search."
          value={type}
          fault={faultOf(making.error, "engine_type")}
          onChange={(event) => setType(event.target.value)}
        />
        <TextField
          label="Description (optional)"
          value={description}
          fault={faultOf(making.error, "description")}
          onChange={(event) => setDescription(event.target.value)}
        />
        {taken === undefined && <Fault error={making.error} fields={["slug", "label", "engine_type", "description"]} />}
        <footer>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            type="submit"
            busy={making.isPending}
            reason={slug === "" || label === "" || type === "" ? "Slug, label and type are needed." : undefined}
          >
            Create engine
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
