/** Makes an environment, and then asks for an API key bound to it. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { type FormEvent, useState } from "react"
import { answerOf, api } from "../api/Api.ts"
import { Refused } from "../api/Refused.ts"
import { useSession } from "../api/Session.ts"
import { CreateKeyForm } from "../api-key/CreateKeyForm.tsx"
import { ShownKey } from "../api-key/ShownKey.tsx"
import { Button } from "../parts/Button.tsx"
import { Dialog } from "../parts/Dialog.tsx"
import { Fault, faultOf } from "../parts/Failure.tsx"
import { TextField } from "../parts/Field.tsx"
import { useOrgReason } from "./Allowed.ts"
import { useChooseEnvironment } from "./Choice.ts"
import { useEnvironments } from "./Environments.ts"
import { faultOfSlug } from "./SlugRules.ts"

const CreateEnvironmentDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const [made, setMade] = useState<string>()
  const [key, setKey] = useState<string>()
  const choose = useChooseEnvironment()
  const done = () => {
    onClose()
    if (made !== undefined) choose(made)
  }
  if (made === undefined)
    return (
      <Dialog
        open
        onClose={onClose}
        title="Create environment"
        about="A scope of its own inside the org: its own keys, runs, webhooks and usage."
      >
        <CreateForm onClose={onClose} onMade={setMade} />
      </Dialog>
    )
  if (key === undefined)
    return (
      <Dialog
        open
        onClose={done}
        title={`“${made}” is ready`}
        about="Make an API key for it: each key is bound to one environment, for good."
      >
        <CreateKeyForm slug={made} onMade={setKey} onClose={done} closing="Later" />
      </Dialog>
    )
  return (
    <Dialog open sticky wide onClose={done} title={`The key of “${made}”`}>
      <ShownKey text={key} onDone={done} />
    </Dialog>
  )
}

export default CreateEnvironmentDialog

const CreateForm = ({ onClose, onMade }: { readonly onClose: () => void; readonly onMade: (slug: string) => void }) => {
  const { environment_limit: limit } = useSession()
  const queries = useQueryClient()
  const environments = useEnvironments()
  const reason = useOrgReason("environments:manage", "api_keys:manage")
  const [slug, setSlug] = useState("")
  const [description, setDescription] = useState("")
  const making = useMutation({
    mutationFn: () =>
      answerOf(api.POST("/api/environments", { body: { slug, ...(description === "" ? {} : { description }) } })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["environments"] })
      void queries.invalidateQueries({ queryKey: ["session"] })
      onMade(slug)
    }
  })
  const fault =
    faultOfSlug(
      slug,
      environments.map((environment) => environment.slug)
    ) ?? slugFault(making.error)
  const used = environments.filter(({ kind }) => kind === "environment").length
  const left = Math.max(0, limit - used)
  const full = left === 0 ? `All ${limit} are used. Delete one, or ask the operator to raise the limit.` : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (slug !== "" && fault === undefined && full === undefined) making.mutate()
  }
  return (
    <form onSubmit={submit}>
      <TextField
        label="Slug"
        hint="Permanent: it stands in keys and links. For instance dev, staging or qa_2."
        fault={fault}
        value={slug}
        maxLength={40}
        className="mono"
        onChange={(event) => {
          making.reset()
          setSlug(event.target.value)
        }}
      />
      <TextField
        label="Description (optional)"
        value={description}
        maxLength={500}
        fault={faultOf(making.error, "description")}
        onChange={(event) => setDescription(event.target.value)}
      />
      {slugFault(making.error) === undefined && <Fault error={making.error} fields={["slug", "description"]} />}
      <footer>
        <p className="faint grow">
          {left} of {limit} left
        </p>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          kind="primary"
          type="submit"
          busy={making.isPending}
          reason={reason ?? full ?? (slug === "" ? "Type a slug first." : fault)}
        >
          Create
        </Button>
      </footer>
    </form>
  )
}

/** What the server refused of the slug; it may have been taken a moment ago. */
const slugFault = (error: Error | null): string | undefined => {
  if (!(error instanceof Refused)) return undefined
  return ["slug_taken", "invalid_slug", "reserved_slug"].includes(error.code) ? error.message : faultOf(error, "slug")
}
