/** Submits a run by hand and watches it. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import { FlaskConical, Play } from "lucide-react"
import { type FormEvent, useState } from "react"
import { answerOf, api } from "../../api/Api.ts"
import { enginesQuery } from "../../engine/Engines.ts"
import { useScopedReason } from "../../environment/Allowed.ts"
import { nameOf, useChoice, useEnvironment } from "../../environment/Choice.ts"
import { Status } from "../../parts/Badge.tsx"
import { Button } from "../../parts/Button.tsx"
import { Empty } from "../../parts/Empty.tsx"
import { Failure, Fault, faultOf } from "../../parts/Failure.tsx"
import { Select, TextArea, TextField } from "../../parts/Field.tsx"
import { Json } from "../../parts/Json.tsx"
import { Page, Section } from "../../parts/Page.tsx"
import { SkeletonBlock } from "../../parts/Skeleton.tsx"
import { took } from "../../parts/Time.tsx"
import { hasEnded, runQuery } from "../runs/RunQueries.ts"
import { inputOf } from "./Input.ts"
import "./RunTester.css"

const first = '{\n  "hello": "world"\n}'

export const RunTester = () => {
  const environment = useEnvironment()
  const choice = useChoice()
  const queries = useQueryClient()
  const reason = useScopedReason("runs:write")
  const engines = useInfiniteQuery(enginesQuery).data?.pages.flatMap((page) => page.data) ?? []
  const [engine, setEngine] = useState("default")
  const [version, setVersion] = useState("")
  const [text, setText] = useState(first)
  const input = inputOf(text)
  const submitting = useMutation({
    mutationFn: async (input: Record<string, unknown>) => {
      const { run_id } = await answerOf(
        api.POST("/api/engines/{engine_slug}/runs", {
          params: { path: { engine_slug: engine }, query: { environment } },
          body: { input, ...(version === "" ? {} : { engine_version: version }) }
        })
      )
      void queries.invalidateQueries({ queryKey: ["runs", environment, "list"] })
      return { id: run_id, environment }
    }
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if ("input" in input) submitting.mutate(input.input)
  }
  return (
    <Page
      title="Run tester"
      about="Submit a run by hand. It is a run like any other: it counts, and its webhooks are sent."
    >
      <div className="tester">
        <form className="stack" onSubmit={submit}>
          <div className="fields">
            <Select label="Engine" value={engine} onChange={(event) => setEngine(event.target.value)}>
              {engines.map(({ label, slug }) => (
                <option key={slug} value={slug}>
                  {label === slug ? slug : `${label} (${slug})`}
                </option>
              ))}
            </Select>
            <TextField
              label="Version (optional)"
              placeholder="1.3 or 1.x"
              value={version}
              fault={faultOf(submitting.error, "engine_version")}
              onChange={(event) => setVersion(event.target.value)}
            />
          </div>
          <TextArea
            label="Input"
            rows={14}
            value={text}
            fault={"fault" in input ? input.fault : faultOf(submitting.error, "input")}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) event.currentTarget.form?.requestSubmit()
            }}
          />
          <Fault error={submitting.error} fields={["engine_version", "input"]} />
          <div className="row">
            <Button
              kind="primary"
              type="submit"
              icon={<Play aria-hidden="true" />}
              busy={submitting.isPending}
              reason={reason ?? ("fault" in input ? input.fault : undefined)}
            >
              {choice.kind === "one" ? `Run in ${nameOf(choice)}` : "Run"}
            </Button>
            <span className="faint">Ctrl Enter</span>
          </div>
        </form>
        {/* What was run in another environment is not of the one that is looked at now. */}
        {submitting.data?.environment === environment ? (
          <Result key={submitting.data.id} id={submitting.data.id} environment={environment} />
        ) : (
          <Empty sign={FlaskConical} title="Its result appears here">
            Nothing was run from this page yet.
          </Empty>
        )}
      </div>
    </Page>
  )
}

const Result = ({ environment, id }: { readonly id: string; readonly environment: string }) => {
  const run = useQuery({
    ...runQuery(environment, id),
    refetchInterval: ({ state }) => (state.data !== undefined && hasEnded(state.data) ? false : 500)
  })
  if (run.data === undefined)
    return run.isPending ? <SkeletonBlock /> : <Failure error={run.error} again={() => void run.refetch()} />
  const { duration_ms, error, error_details, output, status } = run.data
  return (
    <div className="stack" aria-live="polite">
      <div className="row">
        <Status of={status} />
        {duration_ms !== undefined && <span className="soft">{took(duration_ms)}</span>}
        <span className="grow" />
        <Link to="/runs/$id" params={{ id }}>
          Open the run
        </Link>
      </div>
      {error !== undefined && (
        <Section title="Error">
          <Json value={{ error, details: error_details }} what="the error" />
        </Section>
      )}
      {output !== undefined && (
        <Section title="Output">
          <Json value={output} what="the output" />
        </Section>
      )}
    </div>
  )
}
