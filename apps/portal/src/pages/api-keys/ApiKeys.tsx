/** The API keys of an environment, or of all. A key's text is shown once, where it is made. */
import { useInfiniteQuery } from "@tanstack/react-query"
import { KeyRound, Plus } from "lucide-react"
import { useState } from "react"
import { keyFor } from "../../api-key/Commands.ts"
import { CreateKeyForm } from "../../api-key/CreateKeyForm.tsx"
import { ShownKey } from "../../api-key/ShownKey.tsx"
import { useOrgReason } from "../../environment/Allowed.ts"
import { slugOf, useChoice, useEnvironment } from "../../environment/Choice.ts"
import { EnvironmentTag, Status } from "../../parts/Badge.tsx"
import { Button } from "../../parts/Button.tsx"
import { Dialog } from "../../parts/Dialog.tsx"
import { Empty } from "../../parts/Empty.tsx"
import { Page } from "../../parts/Page.tsx"
import { type Column, PagedTable } from "../../parts/Table.tsx"
import { Time } from "../../parts/Time.tsx"
import { type ApiKey, keysQuery, stateOf, stoppedReason } from "./KeyQueries.ts"
import { RevokeKey } from "./RevokeKey.tsx"
import { RollKey } from "./RollKey.tsx"

type Asked =
  | { readonly what: "create" }
  | { readonly what: "roll" | "revoke"; readonly key: ApiKey }
  | { readonly what: "show"; readonly text: string }

export const ApiKeys = () => {
  const environment = useEnvironment()
  const choice = useChoice()
  const manage = useOrgReason("api_keys:manage")
  const readOnly = choice.kind === "all" ? "All is read-only. Choose one environment to make changes." : undefined
  const reason = readOnly ?? manage
  const keys = useInfiniteQuery(keysQuery(environment))
  const [asked, setAsked] = useState<Asked>()
  const close = () => setAsked(undefined)
  const show = (text: string) => setAsked({ what: "show", text })
  const columns: ReadonlyArray<Column<ApiKey>> = [
    {
      title: "Name",
      cell: ({ key_prefix, name }) => (
        <div className="two-lines">
          <span>{name}</span>
          <code>{key_prefix}…</code>
        </div>
      )
    },
    { title: "State", cell: (key) => <Status of={stateOf(key)} /> },
    ...(choice.kind === "all"
      ? [{ title: "Environment", wide: true, cell: ({ environment }: ApiKey) => <EnvironmentTag slug={environment} /> }]
      : []),
    {
      title: "Permissions",
      wide: true,
      cell: ({ permissions }) => <span className="soft">{permissions.join(", ") || "reading"}</span>
    },
    {
      title: "Last used",
      wide: true,
      cell: ({ last_used_at: at }) => (at === undefined ? <span className="faint">never</span> : <Time at={at} />)
    },
    {
      title: "Ends",
      wide: true,
      cell: ({ expires_at: at }) => (at === undefined ? <span className="faint">–</span> : <Time at={at} />)
    },
    { title: "Created", wide: true, cell: ({ created_at }) => <Time at={created_at} /> },
    {
      title: "Actions",
      untitled: true,
      cell: (key) => (
        <div className="actions">
          <Button small reason={reason ?? stoppedReason(key)} onClick={() => setAsked({ what: "roll", key })}>
            Roll
          </Button>
          <Button
            small
            kind="danger"
            reason={reason ?? stoppedReason(key)}
            onClick={() => setAsked({ what: "revoke", key })}
          >
            Revoke
          </Button>
        </div>
      )
    }
  ]
  const create = (
    <Button
      kind="primary"
      icon={<Plus aria-hidden="true" />}
      reason={reason}
      onClick={() => setAsked({ what: "create" })}
    >
      Create key
    </Button>
  )
  return (
    <Page
      title="API keys"
      about="Each key is bound to one environment, for good: the key alone decides where a call goes."
      actions={create}
    >
      <PagedTable
        label="API keys"
        paged={keys}
        keyOf={({ id }) => id}
        columns={columns}
        empty={
          <Empty sign={KeyRound} title="No keys yet" command={keyFor(slugOf(choice))}>
            A key lets your code submit runs and manage webhooks in this environment, and in no other.
          </Empty>
        }
      />
      {asked?.what === "create" && (
        <Dialog open onClose={close} title="Create an API key">
          <CreateKeyForm first={environment} onMade={show} onClose={close} />
        </Dialog>
      )}
      {asked?.what === "roll" && <RollKey of={asked.key} onMade={show} onClose={close} />}
      {asked?.what === "revoke" && <RevokeKey of={asked.key} onClose={close} />}
      {asked?.what === "show" && (
        <Dialog open sticky wide onClose={close} title="The new key">
          <ShownKey text={asked.text} onDone={close} />
        </Dialog>
      )}
    </Page>
  )
}
