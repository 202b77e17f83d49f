/** The deliveries to an endpoint, newest first. */
import { useInfiniteQuery } from "@tanstack/react-query"
import { Link, useNavigate, useSearch } from "@tanstack/react-router"
import { Send } from "lucide-react"
import { useEnvironment } from "../../environment/Choice.ts"
import { Status } from "../../parts/Badge.tsx"
import { Empty } from "../../parts/Empty.tsx"
import { Select } from "../../parts/Field.tsx"
import { Section } from "../../parts/Page.tsx"
import { type Column, PagedTable } from "../../parts/Table.tsx"
import { Time } from "../../parts/Time.tsx"
import { type Delivery, deliveriesQuery, deliveryStatuses, type Webhook } from "./WebhookQueries.ts"
import "./Webhooks.css"

const columns: ReadonlyArray<Column<Delivery>> = [
  { title: "Status", cell: ({ status }) => <Status of={status} /> },
  {
    title: "Event",
    cell: ({ event_type, id, webhook_id }) => (
      <Link
        to="/webhooks/$id/deliveries/$delivery"
        params={{ id: webhook_id, delivery: id }}
        className="whole mono"
        aria-label={`${event_type}, delivery ${id}`}
      >
        {event_type}
      </Link>
    )
  },
  { title: "Attempts", wide: true, number: true, cell: ({ attempts }) => attempts.length },
  { title: "Last answer", wide: true, cell: ({ attempts }) => <LastAnswer attempts={attempts} /> },
  { title: "Created", number: true, cell: ({ created_at }) => <Time at={created_at} /> }
]

const LastAnswer = ({ attempts }: Pick<Delivery, "attempts">) => {
  const last = attempts.at(-1)
  return <span className="soft">{last?.status_code ?? last?.reason ?? "–"}</span>
}

export const Deliveries = ({ webhook }: { readonly webhook: Webhook }) => {
  const environment = useEnvironment()
  const navigate = useNavigate()
  const { status } = useSearch({ from: "/frame/webhooks/$id" })
  const deliveries = useInfiniteQuery({
    ...deliveriesQuery(environment, webhook.id, status),
    refetchInterval: 4_000
  })
  const choose = (chosen: string) =>
    void navigate({
      to: "/webhooks/$id",
      params: { id: webhook.id },
      search: { status: chosen },
      replace: true,
      resetScroll: false
    })
  return (
    <Section
      title="Deliveries"
      actions={
        <div className="one-filter">
          <Select label="Status" value={status ?? ""} onChange={(event) => choose(event.target.value)}>
            <option value="">Any status</option>
            {deliveryStatuses.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </Select>
        </div>
      }
    >
      <PagedTable
        label="Deliveries"
        paged={deliveries}
        keyOf={({ id }) => id}
        columns={columns}
        empty={
          <Empty sign={Send} title={status === undefined ? "Nothing was sent yet" : `None is ${status}`}>
            Send a test event to see that the receiver is reached.
          </Empty>
        }
      />
    </Section>
  )
}
