/** Every change of the org, newest first, and whether the chain of them is whole. */
import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query"
import { ScrollText } from "lucide-react"
import { answerOf, api, type Schemas } from "../../api/Api.ts"
import { useOrgReason } from "../../environment/Allowed.ts"
import { Empty } from "../../parts/Empty.tsx"
import { Page } from "../../parts/Page.tsx"
import { byCursor, type Column, PagedTable } from "../../parts/Table.tsx"
import { Time } from "../../parts/Time.tsx"
import { Verification } from "./Verification.tsx"
import "./AuditLog.css"

type Entry = Schemas["AuditEntry"]

const auditQuery = infiniteQueryOptions({
  queryKey: ["audit-log"],
  queryFn: ({ pageParam: cursor }) =>
    answerOf(
      api.GET("/api/audit-log", { params: { query: { limit: 50, ...(cursor === undefined ? {} : { cursor }) } } })
    ),
  ...byCursor
})

const columns: ReadonlyArray<Column<Entry>> = [
  { title: "No.", wide: true, cell: ({ number }) => <span className="faint">{number}</span> },
  {
    title: "What",
    cell: ({ action, actor, address, details, target }) => (
      <details className="entry">
        <summary>
          <code>{action}</code> <span className="soft">{nameOf(details) ?? target}</span>
        </summary>
        <dl>
          <dt>Of</dt>
          <dd className="mono">{target}</dd>
          <dt>By</dt>
          <dd className="mono">
            {actor} {address !== undefined && `from ${address}`}
          </dd>
          {Object.entries(details ?? {}).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="mono">{typeof value === "string" ? value : JSON.stringify(value)}</dd>
            </div>
          ))}
        </dl>
      </details>
    )
  },
  { title: "Who", wide: true, cell: ({ actor }) => <Actor actor={actor} /> },
  { title: "From", wide: true, cell: ({ address }) => <code className="faint">{address ?? "–"}</code> },
  { title: "When", number: true, cell: ({ created_at }) => <Time at={created_at} /> }
]

/** What it was called, that was changed: an id says little to people. */
const nameOf = (details: Entry["details"]): string | undefined =>
  ["slug", "name", "email", "url"].map((field) => details?.[field]).find((value) => typeof value === "string")

/** `api_key:<id>`, `member:<id>`, `operator` or `system`. */
const Actor = ({ actor }: { readonly actor: string }) => {
  const [kind, id] = actor.split(":")
  return (
    <span title={id} className="actor">
      {kind === "api_key" ? "API key" : kind} {id !== undefined && <code className="faint">…{id.slice(-6)}</code>}
    </span>
  )
}

export const AuditLog = () => {
  const reason = useOrgReason("audit:read")
  const entries = useInfiniteQuery({ ...auditQuery, enabled: reason === undefined })
  const page = { title: "Audit log", about: "Every change of the org, each entry chained to the one before." }
  if (reason !== undefined)
    return (
      <Page {...page}>
        <Empty sign={ScrollText} title="You cannot read this">
          {reason}
        </Empty>
      </Page>
    )
  return (
    <Page {...page}>
      <Verification />
      <PagedTable
        label="Audit log"
        paged={entries}
        keyOf={({ number }) => String(number)}
        columns={columns}
        empty={
          <Empty sign={ScrollText} title="Nothing changed yet">
            Each change appears here, with who made it.
          </Empty>
        }
      />
    </Page>
  )
}
