/** What an endpoint is set to: for a new one, and for one that changes. */
import { type FormEvent, useState } from "react"
import { Button } from "../../parts/Button.tsx"
import { Fault, faultOf } from "../../parts/Failure.tsx"
import { TextField, Tick } from "../../parts/Field.tsx"
import { type EventType, eventTypes, type Webhook } from "./WebhookQueries.ts"

export interface WebhookSettings {
  readonly url: string
  readonly events: Array<EventType>
  readonly description: string
  readonly active: boolean
  readonly ordered: boolean
  /** Empty for none. */
  readonly rate: string
  /** Empty: what there is stays. */
  readonly token: string
}

export const settingsOf = (webhook: Webhook | undefined): WebhookSettings => ({
  url: webhook?.url ?? "",
  events: webhook?.events ?? ["run.completed", "run.failed"],
  description: webhook?.description ?? "",
  active: webhook?.active ?? true,
  ordered: webhook?.ordered ?? false,
  rate: String(webhook?.rate_limit_per_second ?? ""),
  token: ""
})

interface WebhookFormProps {
  readonly initial: WebhookSettings
  readonly deed: string
  readonly busy: boolean
  readonly error: Error | null
  readonly hasToken: boolean
  readonly onSubmit: (settings: WebhookSettings) => void
  readonly onClose: () => void
}

export const WebhookForm = ({ busy, deed, error, hasToken, initial, onClose, onSubmit }: WebhookFormProps) => {
  const [settings, setSettings] = useState(initial)
  const { active, description, events, ordered, rate, token, url } = settings
  const set = (changed: Partial<WebhookSettings>) => setSettings({ ...settings, ...changed })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit(settings)
  }
  const reason = events.length === 0 ? "Choose at least one event." : url === "" ? "Type the URL first." : undefined
  return (
    <form onSubmit={submit}>
      <TextField
        label="URL"
        type="url"
        placeholder="https://example.com/hooks/nexio"
        hint="https, and reachable from the server."
        fault={faultOf(error, "url")}
        value={url}
        onChange={(event) => set({ url: event.target.value })}
      />
      <fieldset className="choices names">
        <legend>Events</legend>
        {eventTypes.map(([type, about]) => (
          <Tick
            key={type}
            label={type}
            hint={about}
            checked={events.includes(type)}
            onChange={({ target }) =>
              set({ events: target.checked ? [...events, type] : events.filter((each) => each !== type) })
            }
          />
        ))}
      </fieldset>
      <TextField
        label="Description (optional)"
        maxLength={256}
        fault={faultOf(error, "description")}
        value={description}
        onChange={(event) => set({ description: event.target.value })}
      />
      <details>
        <summary>More settings</summary>
        <div className="stack">
          <TextField
            label="Auth token"
            hint={hasToken ? "One is set; left empty, it stays." : "Sent as Authorization: Bearer …, if you set one."}
            fault={faultOf(error, "auth_token")}
            value={token}
            type="password"
            autoComplete="new-password"
            onChange={(event) => set({ token: event.target.value })}
          />
          <TextField
            label="Most attempts per second"
            hint="1 to 1000; left empty, there is no limit."
            fault={faultOf(error, "rate_limit_per_second")}
            inputMode="numeric"
            value={rate}
            onChange={(event) => set({ rate: event.target.value.replace(/\D/g, "") })}
          />
          <Tick
            label="In order"
            hint="Events arrive as they were made; one that fails holds the rest back until it ends."
            checked={ordered}
            onChange={({ target }) => set({ ordered: target.checked })}
          />
          <Tick
            label="Active"
            hint="Inactive, nothing is sent, and what waits is cancelled."
            checked={active}
            onChange={({ target }) => set({ active: target.checked })}
          />
        </div>
      </details>
      <Fault error={error} fields={["url", "description", "auth_token", "rate_limit_per_second"]} />
      <footer>
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="primary" type="submit" busy={busy} reason={reason}>
          {deed}
        </Button>
      </footer>
    </form>
  )
}
