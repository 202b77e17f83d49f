/** A state in a word with its sign: nobody has to tell colours apart. */
import { Ban, CircleAlert, CircleCheck, CircleDashed, CircleX, LoaderCircle, type LucideIcon } from "lucide-react"
import "./Badge.css"

type Tone = "good" | "warn" | "bad" | "busy" | "idle"

const states: Readonly<Record<string, readonly [tone: Tone, sign: LucideIcon]>> = {
  queued: ["idle", CircleDashed],
  pending: ["busy", CircleDashed],
  processing: ["busy", LoaderCircle],
  "under way": ["busy", LoaderCircle],
  completed: ["good", CircleCheck],
  succeeded: ["good", CircleCheck],
  active: ["good", CircleCheck],
  degraded: ["warn", CircleAlert],
  ending: ["warn", CircleAlert],
  failed: ["bad", CircleX],
  cancelled: ["idle", Ban],
  inactive: ["idle", Ban],
  revoked: ["idle", Ban],
  expired: ["idle", Ban],
  unknown: ["warn", CircleAlert]
}

export const Status = ({ of }: { readonly of: string }) => {
  const [tone, Sign] = states[of] ?? ["idle", CircleDashed]
  return (
    <span className={`badge ${tone}`} data-status={of}>
      <Sign aria-hidden="true" />
      {of}
    </span>
  )
}

/** An environment's slug: warning for what is not live. */
export const EnvironmentTag = ({ slug }: { readonly slug: string }) => (
  <span className={`badge environment ${slug === "live" ? "live" : "warn"}`}>{slug}</span>
)
