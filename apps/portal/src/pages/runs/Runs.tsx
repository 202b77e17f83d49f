/** The runs of an environment, newest first, as they happen. */
import { useInfiniteQuery } from "@tanstack/react-query"
import { Link, useSearch } from "@tanstack/react-router"
import { Play } from "lucide-react"
import { someKeyOf, submissionWith } from "../../api-key/Commands.ts"
import { type Choice, slugOf, useChoice, useEnvironment } from "../../environment/Choice.ts"
import { EnvironmentTag, Status } from "../../parts/Badge.tsx"
import { Empty } from "../../parts/Empty.tsx"
import { Page } from "../../parts/Page.tsx"
import { type Column, PagedTable } from "../../parts/Table.tsx"
import { Time, took } from "../../parts/Time.tsx"
import { RunFiltersBar } from "./RunFiltersBar.tsx"
import { type RunSummary, runsQuery } from "./RunQueries.ts"
import { useRunStream } from "./RunStream.ts"
import "./Runs.css"

const columns: ReadonlyArray<Column<RunSummary>> = [
  { title: "Status", cell: ({ status }) => <Status of={status} /> },
  {
    title: "Run",
    cell: ({ run_id }) => (
      <Link to="/runs/$id" params={{ id: run_id }} className="whole mono run-id">
        {run_id}
      </Link>
    )
  },
  { title: "Engine", wide: true, cell: ({ engine, engine_version }) => [engine, engine_version].join(" ") },
  {
    title: "Duration",
    wide: true,
    number: true,
    cell: ({ duration_ms }) => (duration_ms === undefined ? <span className="faint">–</span> : took(duration_ms))
  },
  { title: "Created", number: true, cell: ({ created_at }) => <Time at={created_at} /> }
]

const environmentColumn: Column<RunSummary> = {
  title: "Environment",
  cell: ({ environment }) => <EnvironmentTag slug={environment} />
}

export const Runs = () => {
  const { environment: _, ...filters } = useSearch({ from: "/frame/runs" })
  const environment = useEnvironment()
  const choice = useChoice()
  const live = useRunStream(environment)
  const runs = useInfiniteQuery({ ...runsQuery(environment, filters), refetchInterval: live ? false : 5_000 })
  return (
    <Page
      title="Runs"
      about="Every execution of an engine, newest first."
      actions={
        <span className="stream" data-live={live}>
          {live ? "Updates as it happens" : runs.isError ? "Cannot be updated now" : "Updates every few seconds"}
        </span>
      }
    >
      <RunFiltersBar filters={filters} />
      <PagedTable
        label="Runs"
        paged={runs}
        keyOf={({ run_id }) => run_id}
        columns={choice.kind === "all" ? [environmentColumn, ...columns] : columns}
        empty={<NoRuns filtered={Object.keys(filters).length > 0} choice={choice} />}
      />
    </Page>
  )
}

const NoRuns = ({ choice, filtered }: { readonly filtered: boolean; readonly choice: Choice }) =>
  filtered ? (
    <Empty sign={Play} title="No run matches">
      Widen the filters, or clear them.
    </Empty>
  ) : choice.kind === "deleted" ? (
    <Empty sign={Play} title="No runs">
      None was submitted in this environment before it was deleted.
    </Empty>
  ) : (
    <Empty sign={Play} title="No runs yet" command={submissionWith(someKeyOf(slugOf(choice)))}>
      Submit one with a key of this environment, or try an engine in the run tester. It appears here by itself.
    </Empty>
  )
