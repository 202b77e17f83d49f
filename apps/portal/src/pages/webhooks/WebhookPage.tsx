/** One endpoint, and what became of each event that went to it. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { Link, useNavigate, useParams } from "@tanstack/react-router"
import { ChevronLeft, Send } from "lucide-react"
import { useState } from "react"
import { useScopedReason } from "../../environment/Allowed.ts"
import { useEnvironment } from "../../environment/Choice.ts"
import { EnvironmentTag, Status } from "../../parts/Badge.tsx"
import { Button } from "../../parts/Button.tsx"
import { Confirm } from "../../parts/Confirm.tsx"
import { Copyable } from "../../parts/Copy.tsx"
import { Countdown } from "../../parts/Countdown.tsx"
import { Failure, Fault } from "../../parts/Failure.tsx"
import { Facts, Page } from "../../parts/Page.tsx"
import { RotateSecret } from "../../parts/RotateSecret.tsx"
import { SkeletonBlock } from "../../parts/Skeleton.tsx"
import { Time } from "../../parts/Time.tsx"
import { say } from "../../parts/Toasts.tsx"
import { Deliveries } from "./Deliveries.tsx"
import { EditWebhook } from "./EditWebhook.tsx"
import { Recover } from "./Recover.tsx"
import { remove, rotate, sendTest, type Webhook, webhookQuery } from "./WebhookQueries.ts"
import "./Webhooks.css"

export const WebhookPage = () => {
  const { id } = useParams({ from: "/frame/webhooks/$id" })
  const environment = useEnvironment()
  const webhook = useQuery(webhookQuery(environment, id))
  const back = (
    <Link to="/webhooks" className="back">
      <ChevronLeft aria-hidden="true" /> Webhooks
    </Link>
  )
  if (webhook.data !== undefined) return <Shown webhook={webhook.data} environment={environment} back={back} />
  return (
    <Page title="Endpoint" above={back}>
      {webhook.isPending ? <SkeletonBlock /> : <Failure error={webhook.error} again={() => void webhook.refetch()} />}
    </Page>
  )
}

type Asked = "edit" | "rotate" | "recover" | "delete"

interface ShownProps {
  readonly webhook: Webhook
  readonly environment: string
  readonly back: React.ReactNode
}

const Shown = ({ back, environment, webhook }: ShownProps) => {
  const { id } = webhook
  const navigate = useNavigate()
  const queries = useQueryClient()
  const reason = useScopedReason("webhooks:manage")
  const [asked, setAsked] = useState<Asked>()
  const close = () => setAsked(undefined)
  const testing = useMutation({
    mutationFn: () => sendTest(environment, id),
    // Where it can be watched on its way.
    onSuccess: (delivery) =>
      navigate({ to: "/webhooks/$id/deliveries/$delivery", params: { id, delivery: delivery.id } })
  })
  const deleting = useMutation({
    mutationFn: () => remove(environment, id),
    onSuccess: async () => {
      await navigate({ to: "/webhooks" })
      void queries.invalidateQueries({ queryKey: ["webhooks", environment] })
      say("Deleted the endpoint")
    }
  })
  const inactive = webhook.active ? undefined : "It is inactive: nothing is sent to it."
  return (
    <Page
      title="Endpoint"
      above={back}
      about={<Copyable text={webhook.url} what="the URL" />}
      actions={
        <>
          <Button reason={reason} onClick={() => setAsked("edit")}>
            Edit
          </Button>
          <Button reason={reason} onClick={() => setAsked("rotate")}>
            Rotate secret
          </Button>
          <Button reason={reason ?? inactive} onClick={() => setAsked("recover")}>
            Recover
          </Button>
          <Button kind="danger" reason={reason} onClick={() => setAsked("delete")}>
            Delete
          </Button>
          <Button
            kind="primary"
            icon={<Send aria-hidden="true" />}
            reason={reason ?? inactive}
            busy={testing.isPending}
            onClick={() => testing.mutate()}
          >
            Send test event
          </Button>
        </>
      }
    >
      <Fault error={testing.error} />
      <Facts
        of={[
          ["State", <Status key="state" of={webhook.active ? "active" : "inactive"} />],
          ["Environment", <EnvironmentTag key="environment" slug={webhook.environment} />],
          ["Events", webhook.events.join(", ")],
          ["Order", webhook.ordered ? "As the events were made" : "As they come"],
          ["Limit", webhook.rate_limit_per_second && `${webhook.rate_limit_per_second} a second`],
          ["Auth token", webhook.auth_token_configured ? "Set" : "None"],
          [
            "Replaced secrets sign along",
            webhook.secrets_ending.length === 0
              ? undefined
              : webhook.secrets_ending.map(({ ends_at }) => (
                  <div key={ends_at}>
                    <Countdown until={Date.parse(ends_at)} />
                  </div>
                ))
          ],
          ["Description", webhook.description],
          ["Changed", <Time key="changed" at={webhook.updated_at} focusable />]
        ]}
      />
      <Deliveries webhook={webhook} />
      {asked === "edit" && <EditWebhook webhook={webhook} onClose={close} />}
      {asked === "rotate" && (
        <RotateSecret
          rotate={async (overlap) => {
            const { secret } = await rotate(environment, id, overlap)
            void queries.invalidateQueries({ queryKey: ["webhooks", environment, "one", id] })
            return secret ?? ""
          }}
          onClose={close}
        />
      )}
      {asked === "recover" && <Recover id={id} onClose={close} />}
      <Confirm
        open={asked === "delete"}
        onClose={close}
        title="Delete this endpoint?"
        deed="Delete endpoint"
        busy={deleting.isPending}
        error={deleting.error}
        onConfirm={() => deleting.mutate()}
      >
        Pending deliveries to it are cancelled. What was delivered stays on record.
      </Confirm>
    </Page>
  )
}
