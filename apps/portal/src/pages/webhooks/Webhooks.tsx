/** The endpoints that an environment's events go to. */
import { useInfiniteQuery } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import { Plus, Webhook as WebhookSign } from "lucide-react"
import { useState } from "react"
import { endpointWith, someKeyOf } from "../../api-key/Commands.ts"
import { useScopedReason } from "../../environment/Allowed.ts"
import { slugOf, useChoice, useEnvironment } from "../../environment/Choice.ts"
import { EnvironmentTag, Status } from "../../parts/Badge.tsx"
import { Button } from "../../parts/Button.tsx"
import { Empty } from "../../parts/Empty.tsx"
import { Page } from "../../parts/Page.tsx"
import { type Column, PagedTable } from "../../parts/Table.tsx"
import { Time } from "../../parts/Time.tsx"
import { CreateWebhook } from "./CreateWebhook.tsx"
import { type Webhook, webhooksQuery } from "./WebhookQueries.ts"
import "./Webhooks.css"

const columns: ReadonlyArray<Column<Webhook>> = [
  {
    title: "Endpoint",
    cell: ({ description, id, url }) => (
      <div className="two-lines">
        <Link to="/webhooks/$id" params={{ id }} className="whole url">
          {url}
        </Link>
        <span>{description}</span>
      </div>
    )
  },
  { title: "State", cell: ({ active }) => <Status of={active ? "active" : "inactive"} /> },
  { title: "Events", wide: true, cell: ({ events }) => <span className="soft">{events.join(", ")}</span> },
  { title: "Created", wide: true, number: true, cell: ({ created_at }) => <Time at={created_at} /> }
]

const environmentColumn: Column<Webhook> = {
  title: "Environment",
  cell: ({ environment }) => <EnvironmentTag slug={environment} />
}

export const Webhooks = () => {
  const environment = useEnvironment()
  const choice = useChoice()
  const reason = useScopedReason("webhooks:manage")
  const webhooks = useInfiniteQuery(webhooksQuery(environment))
  const [creating, setCreating] = useState(false)
  const create = (
    <Button kind="primary" icon={<Plus aria-hidden="true" />} reason={reason} onClick={() => setCreating(true)}>
      Add endpoint
    </Button>
  )
  return (
    <Page
      title="Webhooks"
      about="Events go to the endpoints of their own environment, signed with each one's secret."
      actions={create}
    >
      <PagedTable
        label="Webhook endpoints"
        paged={webhooks}
        keyOf={({ id }) => id}
        columns={choice.kind === "all" ? [columns[0]!, environmentColumn, ...columns.slice(1)] : columns}
        empty={
          <Empty sign={WebhookSign} title="No endpoints yet" command={endpointWith(someKeyOf(slugOf(choice)))}>
            Add a URL, and it is told of each run that ends here. Nothing of another environment ever goes to it.
          </Empty>
        }
      />
      {creating && <CreateWebhook onClose={() => setCreating(false)} />}
    </Page>
  )
}
