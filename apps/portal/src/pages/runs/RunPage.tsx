/** One run: how it went, what went in and what came out. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { Link, useParams } from "@tanstack/react-router"
import { Ban, ChevronLeft, RotateCw } from "lucide-react"
import { useState } from "react"
import { useScopedReason } from "../../environment/Allowed.ts"
import { useEnvironment } from "../../environment/Choice.ts"
import { EnvironmentTag, Status } from "../../parts/Badge.tsx"
import { Button } from "../../parts/Button.tsx"
import { Copyable } from "../../parts/Copy.tsx"
import { Failure, Fault } from "../../parts/Failure.tsx"
import { Json } from "../../parts/Json.tsx"
import { Facts, Page, Section } from "../../parts/Page.tsx"
import { SkeletonBlock } from "../../parts/Skeleton.tsx"
import { took } from "../../parts/Time.tsx"
import { say } from "../../parts/Toasts.tsx"
import { ReplayDialog } from "./ReplayDialog.tsx"
import { RunDeliveries } from "./RunDeliveries.tsx"
import { cancel, hasEnded, type Run, runQuery } from "./RunQueries.ts"
import { RunTimeline } from "./RunTimeline.tsx"
import "./Runs.css"

export const RunPage = () => {
  const { id } = useParams({ from: "/frame/runs/$id" })
  const environment = useEnvironment()
  const run = useQuery({
    ...runQuery(environment, id),
    refetchInterval: ({ state }) => (state.data !== undefined && hasEnded(state.data) ? false : 1_500)
  })
  const back = (
    <Link to="/runs" className="back">
      <ChevronLeft aria-hidden="true" /> Runs
    </Link>
  )
  if (run.data !== undefined) return <Shown run={run.data} environment={environment} back={back} />
  return (
    <Page title="Run" above={back}>
      {run.isPending ? <SkeletonBlock /> : <Failure error={run.error} again={() => void run.refetch()} />}
    </Page>
  )
}

interface ShownProps {
  readonly run: Run
  readonly environment: string
  readonly back: React.ReactNode
}

const Shown = ({ back, environment, run }: ShownProps) => {
  const queries = useQueryClient()
  const reason = useScopedReason("runs:write")
  const [replaying, setReplaying] = useState(false)
  const cancelling = useMutation({
    mutationFn: () => cancel(environment, run.run_id),
    onSuccess: () => say("Cancelled"),
    onSettled: () => queries.invalidateQueries({ queryKey: ["runs", environment] })
  })
  const started = run.status === "queued" ? undefined : "It has begun already; only a queued run can be cancelled."
  return (
    <Page
      title="Run"
      above={back}
      about={<Copyable text={run.run_id} what="the run's id" />}
      actions={
        <>
          {!hasEnded(run) && (
            <Button
              icon={<Ban aria-hidden="true" />}
              reason={reason ?? started}
              busy={cancelling.isPending}
              onClick={() => cancelling.mutate()}
            >
              Cancel
            </Button>
          )}
          <Button icon={<RotateCw aria-hidden="true" />} reason={reason} onClick={() => setReplaying(true)}>
            Replay…
          </Button>
        </>
      }
    >
      <Fault error={cancelling.error} />
      <Facts
        of={[
          ["Status", <Status key="status" of={run.status} />],
          ["Environment", <EnvironmentTag key="environment" slug={run.environment} />],
          ["Engine", [run.engine, run.engine_version].join(" ")],
          ["Duration", run.duration_ms === undefined ? undefined : took(run.duration_ms)],
          ["Stage", run.stage],
          ["Submitted with the key", run.api_key_id && <Copyable text={run.api_key_id} what="the key's id" />],
          ["Replay of", run.replay_of && <Copyable text={run.replay_of} what="the original's id" />]
        ]}
      />
      <Section title="Timeline">
        <RunTimeline run={run} />
      </Section>
      <RunDeliveries run={run} environment={environment} />
      {run.error !== undefined && (
        <Section title="Error">
          <Json value={{ error: run.error, details: run.error_details }} what="the error" />
        </Section>
      )}
      <div className="sides">
        <Section title="Input">
          <Json value={run.input} what="the input" />
        </Section>
        <Section title="Output">
          {run.output === undefined ? (
            <p className="faint">{hasEnded(run) ? "There is none." : "Not yet."}</p>
          ) : (
            <Json value={run.output} what="the output" />
          )}
        </Section>
      </div>
      {(["solutions", "offerings", "metadata"] as const).map(
        (part) =>
          run[part] !== undefined && (
            <Section key={part} title={part.slice(0, 1).toUpperCase() + part.slice(1)}>
              <Json value={run[part]} what={`the ${part}`} />
            </Section>
          )
      )}
      {replaying && <ReplayDialog id={run.run_id} onClose={() => setReplaying(false)} />}
    </Page>
  )
}
