/** One delivery with every attempt, as they happen. */
import { useMutation, useQuery } from "@tanstack/react-query"
import { Link, useNavigate, useParams } from "@tanstack/react-router"
import { ChevronLeft, RotateCw } from "lucide-react"
import { useScopedReason } from "../../environment/Allowed.ts"
import { useEnvironment } from "../../environment/Choice.ts"
import { Status } from "../../parts/Badge.tsx"
import { Button } from "../../parts/Button.tsx"
import { Copyable } from "../../parts/Copy.tsx"
import { Failure, Fault } from "../../parts/Failure.tsx"
import { Facts, Page, Section } from "../../parts/Page.tsx"
import { SkeletonBlock } from "../../parts/Skeleton.tsx"
import { Time } from "../../parts/Time.tsx"
import { Attempts } from "./Attempts.tsx"
import { type Delivery, deliveryQuery, redeliver } from "./WebhookQueries.ts"

const from = "/frame/webhooks/$id/deliveries/$delivery"

export const DeliveryPage = () => {
  const { delivery: deliveryId, id } = useParams({ from })
  const environment = useEnvironment()
  const navigate = useNavigate()
  const reason = useScopedReason("webhooks:manage")
  const delivery = useQuery({
    ...deliveryQuery(environment, deliveryId),
    refetchInterval: ({ state }) => (state.data === undefined || state.data.status === "pending" ? 1_000 : false)
  })
  const again = useMutation({
    mutationFn: () => redeliver(environment, deliveryId),
    onSuccess: (made) => navigate({ to: "/webhooks/$id/deliveries/$delivery", params: { id, delivery: made.id } })
  })
  return (
    <Page
      title="Delivery"
      above={
        <Link to="/webhooks/$id" params={{ id }} className="back">
          <ChevronLeft aria-hidden="true" /> Endpoint
        </Link>
      }
      about={<Copyable text={deliveryId} what="the delivery's id" />}
      actions={
        <Button
          icon={<RotateCw aria-hidden="true" />}
          reason={reason ?? (delivery.data?.status === "pending" ? "It is under way still." : undefined)}
          busy={again.isPending}
          onClick={() => again.mutate()}
        >
          Redeliver
        </Button>
      }
    >
      <Fault error={again.error} />
      {delivery.data !== undefined ? (
        <Shown delivery={delivery.data} />
      ) : delivery.isPending ? (
        <SkeletonBlock />
      ) : (
        <Failure error={delivery.error} again={() => void delivery.refetch()} />
      )}
    </Page>
  )
}

const Shown = ({ delivery }: { readonly delivery: Delivery }) => (
  <>
    <Facts
      of={[
        ["Status", <Status key="status" of={delivery.status} />],
        ["Event", <code key="type">{delivery.event_type}</code>],
        ["Event id", <Copyable key="event" text={delivery.event_id} what="the event's id" />],
        ["Created", <Time key="created" at={delivery.created_at} focusable />],
        ["Ended", delivery.ended_at && <Time key="ended" at={delivery.ended_at} focusable />],
        ["Next attempt", delivery.next_attempt_at && <Time key="next" at={delivery.next_attempt_at} focusable />],
        [
          "To",
          <span key="url" className="url">
            {delivery.url}
          </span>
        ],
        ["Redelivery of", delivery.redelivery_of && <Copyable text={delivery.redelivery_of} what="the first's id" />]
      ]}
    />
    <Section title="Attempts">
      <Attempts of={delivery} />
    </Section>
  </>
)
