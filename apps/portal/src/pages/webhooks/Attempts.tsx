/** The attempts of a delivery: when, what was answered, how long it took. What was answered is text and nothing else. */
import { Status } from "../../parts/Badge.tsx"
import { Time, took } from "../../parts/Time.tsx"
import type { Delivery } from "./WebhookQueries.ts"
import "./Webhooks.css"

export const Attempts = ({ of: { attempts, status } }: { readonly of: Delivery }) => (
  <ol className="attempts" aria-live="polite">
    {attempts.map(({ answer, latency_ms, number, outcome, reason, started_at, status_code }) => (
      <li key={number}>
        <div className="attempt-line">
          <span className="faint">{number}</span>
          <Status of={outcome === "unknown" && status === "pending" ? "under way" : outcome} />
          {status_code !== undefined && <code>{status_code}</code>}
          {latency_ms !== undefined && <span className="soft">{took(latency_ms)}</span>}
          <span className="grow" />
          <Time at={started_at} focusable />
        </div>
        {reason !== undefined && <p className="soft">{reason}</p>}
        {answer !== undefined && answer !== "" && <pre className="answer">{answer}</pre>}
      </li>
    ))}
    {attempts.length === 0 && (
      <li className="soft">{status === "pending" ? "The first one is about to be made…" : "None was made."}</li>
    )}
  </ol>
)
