/** Chooses the range of a report, and takes the report along as CSV. */
import { useMutation } from "@tanstack/react-query"
import { useNavigate } from "@tanstack/react-router"
import { Download } from "lucide-react"
import { Refused, Unreached } from "../api/Refused.ts"
import { Button } from "../parts/Button.tsx"
import { Fault } from "../parts/Failure.tsx"
import { Select } from "../parts/Field.tsx"
import { type Range, type RangeName, ranges } from "./Range.ts"
import "./Report.css"

interface ReportBarProps {
  readonly of: "usage" | "metrics"
  readonly environment: string
  readonly chosen: RangeName
  readonly offered: ReadonlyArray<RangeName>
  readonly range: Range
}

export const ReportBar = ({ chosen, environment, of, offered, range }: ReportBarProps) => {
  const navigate = useNavigate()
  const saving = useMutation({ mutationFn: () => save(of, environment, range) })
  return (
    <>
      <div className="report-bar">
        <Select
          label="Range"
          value={chosen}
          onChange={(event) => void navigate({ to: `/${of}`, search: { range: event.target.value }, replace: true })}
        >
          {offered.map((name) => (
            <option key={name} value={name}>
              {ranges[name][0]}
            </option>
          ))}
        </Select>
        <Button icon={<Download aria-hidden="true" />} busy={saving.isPending} onClick={() => saving.mutate()}>
          CSV
        </Button>
        <p className="faint">In UTC, by {range.granularity}.</p>
      </div>
      <Fault error={saving.error} />
    </>
  )
}

/** The same report, for whoever asks for it as CSV; a plain link could not. */
const save = async (of: string, environment: string, range: Range): Promise<void> => {
  const query = new URLSearchParams({ environment, ...range })
  const response = await fetch(`/api/${of}?${query}`, { headers: { accept: "text/csv" } }).catch(() => {
    throw new Unreached()
  })
  if (!response.ok) throw new Refused(response, await response.json().catch(() => undefined))
  const link = document.createElement("a")
  link.href = URL.createObjectURL(await response.blob())
  link.download = `${of}-${environment}-${range.from.slice(0, 10)}.csv`
  link.click()
  URL.revokeObjectURL(link.href)
}
