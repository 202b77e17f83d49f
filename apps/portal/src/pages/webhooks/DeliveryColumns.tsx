/** What a list of deliveries shows of each, with the way to it. */
import { Link } from "@tanstack/react-router"
import { Status } from "../../parts/Badge.tsx"
import type { Column } from "../../parts/Table.tsx"
import { Time } from "../../parts/Time.tsx"
import type { Delivery } from "./WebhookQueries.ts"

export const deliveryColumns: ReadonlyArray<Column<Delivery>> = [
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
