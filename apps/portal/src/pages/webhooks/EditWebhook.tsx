/** Changes an endpoint. A new URL is for future deliveries. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useEnvironment } from "../../environment/Choice.ts"
import { Dialog } from "../../parts/Dialog.tsx"
import { say } from "../../parts/Toasts.tsx"
import { settingsOf, WebhookForm, type WebhookSettings } from "./WebhookForm.tsx"
import { update, type Webhook } from "./WebhookQueries.ts"

/** What was cleared is null; a token that was left empty is left as it is. */
const changeOf = ({ active, description, events, ordered, rate, token, url }: WebhookSettings) => ({
  url,
  events,
  active,
  ordered,
  description: description === "" ? null : description,
  rate_limit_per_second: rate === "" ? null : Number(rate),
  ...(token === "" ? {} : { auth_token: token })
})

export const EditWebhook = ({ onClose, webhook }: { readonly webhook: Webhook; readonly onClose: () => void }) => {
  const environment = useEnvironment()
  const queries = useQueryClient()
  const saving = useMutation({
    mutationFn: (settings: WebhookSettings) => update(environment, webhook.id, changeOf(settings)),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["webhooks", environment] })
      say("Saved")
      onClose()
    }
  })
  return (
    <Dialog open onClose={onClose} title="Edit endpoint" about="A new URL is for deliveries from now on.">
      <WebhookForm
        initial={settingsOf(webhook)}
        deed="Save"
        busy={saving.isPending}
        error={saving.error}
        hasToken={webhook.auth_token_configured}
        onSubmit={(settings) => saving.mutate(settings)}
        onClose={onClose}
      />
    </Dialog>
  )
}
