/** Which runs are listed; the address holds it, so that a link shows the same. */
import { useInfiniteQuery } from "@tanstack/react-query"
import { useNavigate } from "@tanstack/react-router"
import { enginesQuery } from "../../engine/Engines.ts"
import { Button } from "../../parts/Button.tsx"
import { Select, TextField } from "../../parts/Field.tsx"
import { type RunFilters, statuses } from "./RunQueries.ts"

export const RunFiltersBar = ({ filters }: { readonly filters: RunFilters }) => {
  const navigate = useNavigate()
  const engines = useInfiniteQuery(enginesQuery).data?.pages.flatMap((page) => page.data) ?? []
  const set = (changed: RunFilters) =>
    void navigate({ to: "/runs", search: { ...filters, ...changed }, replace: true, resetScroll: false })
  return (
    <search className="filters">
      <Select label="Status" value={filters.status ?? ""} onChange={(event) => set({ status: event.target.value })}>
        <option value="">Any</option>
        {statuses.map((status) => (
          <option key={status}>{status}</option>
        ))}
      </Select>
      <Select label="Engine" value={filters.engine ?? ""} onChange={(event) => set({ engine: event.target.value })}>
        <option value="">Any</option>
        {[...new Set([...engines.map(({ slug }) => slug), ...(filters.engine ? [filters.engine] : [])])].map((slug) => (
          <option key={slug}>{slug}</option>
        ))}
      </Select>
      <TextField
        label="From"
        type="date"
        value={filters.after ?? ""}
        onChange={(event) => set({ after: event.target.value })}
      />
      <TextField
        label="Before"
        type="date"
        value={filters.before ?? ""}
        onChange={(event) => set({ before: event.target.value })}
      />
      {Object.keys(filters).length > 0 && (
        <Button kind="quiet" onClick={() => void navigate({ to: "/runs", search: {}, replace: true })}>
          Clear
        </Button>
      )}
    </search>
  )
}
