/** Adds a member, or says what one may do. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { type FormEvent, useState } from "react"
import type { Permission } from "../../environment/Allowed.ts"
import { Button } from "../../parts/Button.tsx"
import { Dialog } from "../../parts/Dialog.tsx"
import { Fault, faultOf } from "../../parts/Failure.tsx"
import { TextField } from "../../parts/Field.tsx"
import { Permissions, permissions } from "../../parts/Permissions.tsx"
import { say } from "../../parts/Toasts.tsx"
import { create, type Member, update } from "./MemberQueries.ts"

export const MemberDialog = ({ member, onClose }: { readonly member?: Member; readonly onClose: () => void }) => {
  const queries = useQueryClient()
  const [email, setEmail] = useState("")
  const [granted, setGranted] = useState<ReadonlyArray<Permission>>(
    member?.permissions ?? ["runs:write", "webhooks:manage"]
  )
  const saving = useMutation({
    mutationFn: () => (member === undefined ? create(email, [...granted]) : update(member.id, [...granted])),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["members"] })
      void queries.invalidateQueries({ queryKey: ["session"] })
      say(member === undefined ? `Added ${email}` : `Changed what ${member.email} may do`)
      onClose()
    }
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={member === undefined ? "Add member" : member.email}
      about={
        member === undefined ? "The operator makes the link that they sign in with first." : "What this member may do."
      }
    >
      <form onSubmit={submit}>
        {member === undefined && (
          <TextField
            label="E-mail"
            type="email"
            value={email}
            fault={faultOf(saving.error, "email")}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
        <Permissions offered={permissions} granted={granted} onChange={setGranted} />
        <Fault error={saving.error} fields={["email"]} />
        <footer>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            type="submit"
            busy={saving.isPending}
            reason={member === undefined && email === "" ? "Type the e-mail first." : undefined}
          >
            {member === undefined ? "Add member" : "Save"}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
