/** The org's environments: what each is for, and what becomes of it. */
import { useQuery } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import { Layers, Plus } from "lucide-react"
import { useState } from "react"
import { useSession } from "../../api/Session.ts"
import { newEnvironment } from "../../api-key/Commands.ts"
import { useOrgReason } from "../../environment/Allowed.ts"
import { useCreateEnvironment } from "../../environment/CreateEnvironment.ts"
import { type Environment, environmentsQuery } from "../../environment/Environments.ts"
import { EnvironmentTag } from "../../parts/Badge.tsx"
import { Button } from "../../parts/Button.tsx"
import { Empty } from "../../parts/Empty.tsx"
import { Page } from "../../parts/Page.tsx"
import { type Column, Table } from "../../parts/Table.tsx"
import { Time } from "../../parts/Time.tsx"
import { DeleteEnvironment } from "./DeleteEnvironment.tsx"
import { EditEnvironment } from "./EditEnvironment.tsx"

type Asked = { readonly what: "edit" | "delete"; readonly environment: Environment }

const liveReason = "Live is permanent: it can be neither deleted nor made anew."

export const Environments = () => {
  const { data: environments = [] } = useQuery(environmentsQuery)
  const { environment_limit: limit } = useSession()
  const create = useCreateEnvironment()
  const [asked, setAsked] = useState<Asked>()
  const reason = useOrgReason("environments:manage")
  const createReason = useOrgReason("environments:manage", "api_keys:manage")
  const used = environments.filter(({ kind }) => kind === "environment").length
  const columns: ReadonlyArray<Column<Environment>> = [
    {
      title: "Environment",
      cell: ({ slug }) => (
        <Link to="/environments/$slug" params={{ slug }} className="whole">
          <EnvironmentTag slug={slug} />
        </Link>
      )
    },
    {
      title: "Description",
      wide: true,
      cell: ({ description }) => description ?? <span className="faint">–</span>
    },
    {
      title: "Pinned version",
      wide: true,
      cell: ({ pinned_engine_version: pin }) =>
        pin === undefined ? <span className="faint">–</span> : <code>{pin}</code>
    },
    { title: "Created", wide: true, cell: ({ created_at }) => <Time at={created_at} /> },
    {
      title: "Actions",
      untitled: true,
      cell: (environment) => (
        <div className="actions">
          <Button small reason={reason} onClick={() => setAsked({ what: "edit", environment })}>
            Edit
          </Button>
          <Button
            small
            kind="danger"
            reason={environment.kind === "live" ? liveReason : reason}
            onClick={() => setAsked({ what: "delete", environment })}
          >
            Delete
          </Button>
        </div>
      )
    }
  ]
  return (
    <Page
      title="Environments"
      about={`Isolated scopes of the org, beside live: ${used} of ${limit} are used.`}
      actions={
        <Button kind="primary" icon={<Plus aria-hidden="true" />} reason={createReason} onClick={create}>
          Create environment
        </Button>
      }
    >
      <Table label="Environments" columns={columns} items={environments} keyOf={({ id }) => id} />
      {used === 0 && (
        <Empty sign={Layers} title="Live is all there is so far" command={newEnvironment()}>
          Make an environment to try things in: what happens there never touches live.
        </Empty>
      )}
      {asked?.what === "edit" && (
        <EditEnvironment environment={asked.environment} onClose={() => setAsked(undefined)} />
      )}
      {asked?.what === "delete" && (
        <DeleteEnvironment environment={asked.environment} onClose={() => setAsked(undefined)} />
      )}
    </Page>
  )
}
