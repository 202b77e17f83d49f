/** JSON as text that folds. What engines and receivers sent is shown as text and nothing else. */
import { ChevronRight } from "lucide-react"
import { useState } from "react"
import { CopyButton } from "./Copy.tsx"
import "./Json.css"

export const Json = ({ value, what }: { readonly value: unknown; readonly what: string }) => (
  <div className="json">
    <CopyButton text={JSON.stringify(value, undefined, 2)} what={what} />
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard. */}
    <section className="json-scroll" aria-label={what} tabIndex={0}>
      <Node value={value} depth={0} />
    </section>
  </div>
)

/** Longer ones begin folded, and deeper ones too. */
const openDepth = 2
const openLength = 50

interface NodeProps {
  readonly name?: string
  readonly value: unknown
  readonly depth: number
}

const Node = ({ depth, name, value }: NodeProps) => {
  const list = Array.isArray(value)
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : undefined
  const [open, setOpen] = useState(depth <= openDepth && (entries?.length ?? 0) <= openLength)
  const label = name === undefined || <span className="json-name">{name}: </span>
  if (entries === undefined || entries.length === 0)
    return (
      <div className="json-line">
        {label}
        <span className={`json-${entries === undefined ? (value === null ? "null" : typeof value) : "null"}`}>
          {JSON.stringify(value)}
        </span>
      </div>
    )
  return (
    <div className="json-line">
      <button type="button" className="json-fold" aria-expanded={open} onClick={() => setOpen(!open)}>
        <ChevronRight aria-hidden="true" />
        {label}
        <span className="faint">
          {list ? "[" : "{"}
          {!open && ` ${entries.length} ${list ? "items" : "fields"} ${list ? "]" : "}"}`}
        </span>
      </button>
      {open && (
        <>
          <div className="json-inside">
            {entries.map(([key, each]) => (
              <Node key={key} {...(list ? {} : { name: key })} value={each} depth={depth + 1} />
            ))}
          </div>
          <span className="faint">{list ? "]" : "}"}</span>
        </>
      )}
    </div>
  )
}
