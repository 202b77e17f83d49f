/** Revokes a key, after asking. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { Confirm } from "../../parts/Confirm.tsx"
import { say } from "../../parts/Toasts.tsx"
import { type ApiKey, revoke } from "./KeyQueries.ts"

export const RevokeKey = ({ of: { id, name }, onClose }: { readonly of: ApiKey; readonly onClose: () => void }) => {
  const queries = useQueryClient()
  const revoking = useMutation({
    mutationFn: () => revoke(id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["api-keys"] })
      say(`Revoked “${name}”`)
      onClose()
    }
  })
  return (
    <Confirm
      open
      onClose={onClose}
      title={`Revoke “${name}”?`}
      deed="Revoke key"
      busy={revoking.isPending}
      error={revoking.error}
      onConfirm={() => revoking.mutate()}
    >
      Calls with it are refused from this moment on, everywhere. It cannot be taken back.
    </Confirm>
  )
}
