/** The pages that the navigation leads to, most used first, with the letter that follows `g`. */
import {
  Activity,
  Boxes,
  ChartColumn,
  FlaskConical,
  KeyRound,
  Layers,
  type LucideIcon,
  Play,
  ScrollText,
  Users,
  Webhook
} from "lucide-react"

interface PageEntry {
  readonly to:
    | "/runs"
    | "/metrics"
    | "/usage"
    | "/webhooks"
    | "/api-keys"
    | "/run-tester"
    | "/environments"
    | "/engines"
    | "/audit-log"
    | "/members"
  readonly name: string
  readonly sign: LucideIcon
  readonly letter: string
  /** Whether it shows one environment, and not the org. */
  readonly scoped: boolean
}

export const pages: ReadonlyArray<PageEntry> = [
  { to: "/runs", name: "Runs", sign: Play, letter: "r", scoped: true },
  { to: "/metrics", name: "Metrics", sign: Activity, letter: "m", scoped: true },
  { to: "/usage", name: "Usage", sign: ChartColumn, letter: "u", scoped: true },
  { to: "/webhooks", name: "Webhooks", sign: Webhook, letter: "w", scoped: true },
  { to: "/api-keys", name: "API keys", sign: KeyRound, letter: "k", scoped: true },
  { to: "/run-tester", name: "Run tester", sign: FlaskConical, letter: "t", scoped: true },
  { to: "/environments", name: "Environments", sign: Layers, letter: "e", scoped: false },
  { to: "/engines", name: "Engines", sign: Boxes, letter: "n", scoped: false },
  { to: "/audit-log", name: "Audit log", sign: ScrollText, letter: "l", scoped: false },
  { to: "/members", name: "Members", sign: Users, letter: "p", scoped: false }
]

/** The page that a path is of, or is in. */
export const pageOf = (path: string): PageEntry | undefined =>
  pages.find(({ to }) => path === to || path.startsWith(`${to}/`))
