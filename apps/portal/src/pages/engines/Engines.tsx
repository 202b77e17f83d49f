/** The org's engines: what executes runs. */
import { useInfiniteQuery } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import { Boxes, Plus } from "lucide-react"
import { useState } from "react"
import { type Engine, enginesQuery } from "../../engine/Engines.ts"
import { useOrgReason } from "../../environment/Allowed.ts"
import { Button } from "../../parts/Button.tsx"
import { Empty } from "../../parts/Empty.tsx"
import { Page } from "../../parts/Page.tsx"
import { type Column, PagedTable } from "../../parts/Table.tsx"
import { Time } from "../../parts/Time.tsx"
import { CreateEngine } from "./CreateEngine.tsx"

const columns: ReadonlyArray<Column<Engine>> = [
  {
    title: "Engine",
    cell: ({ label, slug }) => (
      <div className="two-lines">
        <Link to="/engines/$slug" params={{ slug }} className="whole">
          {label}
        </Link>
        <code>{slug}</code>
      </div>
    )
  },
  { title: "Type", wide: true, cell: ({ engine_type }) => engine_type },
  {
    title: "Current version",
    cell: ({ current_version }) =>
      current_version === undefined ? <span className="faint">none yet</span> : <code>{current_version}</code>
  },
  { title: "Created", wide: true, number: true, cell: ({ created_at }) => <Time at={created_at} /> }
]

export const Engines = () => {
  const engines = useInfiniteQuery(enginesQuery)
  const reason = useOrgReason("engines:manage")
  const [creating, setCreating] = useState(false)
  return (
    <Page
      title="Engines"
      about="What executes runs. They belong to the org and serve all of its environments."
      actions={
        <Button kind="primary" icon={<Plus aria-hidden="true" />} reason={reason} onClick={() => setCreating(true)}>
          Create engine
        </Button>
      }
    >
      <PagedTable
        label="Engines"
        paged={engines}
        keyOf={({ id }) => id}
        columns={columns}
        empty={
          <Empty sign={Boxes} title="No engines">
            The engine “default” comes with every org.
          </Empty>
        }
      />
      {creating && <CreateEngine onClose={() => setCreating(false)} />}
    </Page>
  )
}
