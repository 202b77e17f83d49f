/** Nothing here yet: what would be here, and the line or the button that makes the first. */
import type { LucideIcon } from "lucide-react"
import type { ReactNode } from "react"
import { CopyBlock } from "./Copy.tsx"
import "./Empty.css"

interface EmptyProps {
  readonly sign: LucideIcon
  readonly title: string
  readonly children: ReactNode
  readonly command?: string | undefined
  readonly action?: ReactNode
}

export const Empty = ({ action, children, command, sign: Sign, title }: EmptyProps) => (
  <div className="empty">
    <span className="empty-sign">
      <Sign aria-hidden="true" />
    </span>
    <h2>{title}</h2>
    <p className="soft">{children}</p>
    {command !== undefined && <CopyBlock text={command} what="the command" />}
    {action}
  </div>
)
