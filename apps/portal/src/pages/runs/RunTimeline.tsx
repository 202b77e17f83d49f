/** What happened to a run, in order. */
import { Status } from "../../parts/Badge.tsx"
import { Time, took } from "../../parts/Time.tsx"
import { hasEnded, type Run } from "./RunQueries.ts"

export const RunTimeline = ({ run }: { readonly run: Run }) => {
  const lasted = run.completed_at === undefined ? undefined : Date.parse(run.completed_at) - Date.parse(run.created_at)
  return (
    <ol className="timeline">
      <li>
        <Status of="queued" />
        <Time at={run.created_at} focusable />
      </li>
      {!hasEnded(run) && (
        <li>
          {run.status === "processing" ? <Status of="processing" /> : <span className="soft">Waits for its turn</span>}
        </li>
      )}
      {run.completed_at !== undefined && (
        <li>
          <Status of={run.status} />
          <Time at={run.completed_at} focusable />
          <span className="faint">{took(lasted ?? 0)} after it was submitted</span>
        </li>
      )}
    </ol>
  )
}
