/** The deliveries to an endpoint, newest first. */
import { useInfiniteQuery } from "@tanstack/react-query"
import { useNavigate, useSearch } from "@tanstack/react-router"
import { Send } from "lucide-react"
import { useEnvironment } from "../../environment/Choice.ts"
import { Empty } from "../../parts/Empty.tsx"
import { Select } from "../../parts/Field.tsx"
import { Section } from "../../parts/Page.tsx"
import { PagedTable } from "../../parts/Table.tsx"
import { deliveryColumns } from "./DeliveryColumns.tsx"
import { deliveriesQuery, deliveryStatuses, type Webhook } from "./WebhookQueries.ts"
import "./Webhooks.css"

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
        columns={deliveryColumns}
        empty={
          <Empty sign={Send} title={status === undefined ? "Nothing was sent yet" : `None is ${status}`}>
            Send a test event to see that the receiver is reached.
          </Empty>
        }
      />
    </Section>
  )
}
