/** Adds an endpoint, and shows its signing secret, once. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useEnvironment } from "../../environment/Choice.ts"
import { Dialog } from "../../parts/Dialog.tsx"
import { ShownSecret } from "../../parts/ShownSecret.tsx"
import { settingsOf, WebhookForm, type WebhookSettings } from "./WebhookForm.tsx"
import { create } from "./WebhookQueries.ts"

const bodyOf = ({ active, description, events, ordered, rate, token, url }: WebhookSettings) => ({
  url,
  events,
  active,
  ordered,
  ...(description === "" ? {} : { description }),
  ...(rate === "" ? {} : { rate_limit_per_second: Number(rate) }),
  ...(token === "" ? {} : { auth_token: token })
})

export const CreateWebhook = ({ onClose }: { readonly onClose: () => void }) => {
  const environment = useEnvironment()
  const queries = useQueryClient()
  const [secret, setSecret] = useState<string>()
  const making = useMutation({
    mutationFn: (settings: WebhookSettings) => create(environment, bodyOf(settings)),
    onSuccess: (made) => {
      void queries.invalidateQueries({ queryKey: ["webhooks", environment] })
      setSecret(made.secret ?? "")
    }
  })
  if (secret !== undefined)
    return (
      <Dialog open sticky wide onClose={onClose} title="The endpoint's signing secret">
        <ShownSecret text={secret} onDone={onClose} />
      </Dialog>
    )
  return (
    <Dialog open onClose={onClose} title="Add endpoint">
      <WebhookForm
        initial={settingsOf(undefined)}
        deed="Add endpoint"
        busy={making.isPending}
        error={making.error}
        hasToken={false}
        onSubmit={(settings) => making.mutate(settings)}
        onClose={onClose}
      />
    </Dialog>
  )
}
