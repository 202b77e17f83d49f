/** Who was told how a run ended. */
import { useInfiniteQuery } from "@tanstack/react-query"
import { Send } from "lucide-react"
import { Empty } from "../../parts/Empty.tsx"
import { Section } from "../../parts/Page.tsx"
import { PagedTable } from "../../parts/Table.tsx"
import { deliveryColumns } from "../webhooks/DeliveryColumns.tsx"
import { runDeliveriesQuery } from "../webhooks/WebhookQueries.ts"
import { hasEnded, type Run } from "./RunQueries.ts"

interface RunDeliveriesProps {
  readonly run: Run
  readonly environment: string
}

export const RunDeliveries = ({ environment, run }: RunDeliveriesProps) => {
  const ended = hasEnded(run)
  const deliveries = useInfiniteQuery({
    ...runDeliveriesQuery(environment, run.run_id),
    enabled: ended,
    refetchInterval: 4_000
  })
  return (
    <Section title="Deliveries">
      {ended ? (
        <PagedTable
          label="Deliveries"
          paged={deliveries}
          keyOf={({ id }) => id}
          columns={deliveryColumns}
          empty={
            <Empty sign={Send} title="Nobody was told">
              No active endpoint of its environment was subscribed to how it ended.
            </Empty>
          }
        />
      ) : (
        <p className="faint">Not yet.</p>
      )}
    </Section>
  )
}
