/** The pages that the navigation leads to, most used first, with the letter that follows `g`. */
import { KeyRound, Layers, type LucideIcon, Play, Webhook } from "lucide-react"

interface PageEntry {
  readonly to: "/runs" | "/webhooks" | "/api-keys" | "/environments"
  readonly name: string
  readonly sign: LucideIcon
  readonly letter: string
  /** Whether it shows one environment, and not the org. */
  readonly scoped: boolean
}

export const pages: ReadonlyArray<PageEntry> = [
  { to: "/runs", name: "Runs", sign: Play, letter: "r", scoped: true },
  { to: "/webhooks", name: "Webhooks", sign: Webhook, letter: "w", scoped: true },
  { to: "/api-keys", name: "API keys", sign: KeyRound, letter: "k", scoped: true },
  { to: "/environments", name: "Environments", sign: Layers, letter: "e", scoped: false }
]

/** The page that a path is of, or is in. */
export const pageOf = (path: string): PageEntry | undefined =>
  pages.find(({ to }) => path === to || path.startsWith(`${to}/`))
