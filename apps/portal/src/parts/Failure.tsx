/** What went wrong, and what can be done about it. */
import { CloudOff, TriangleAlert } from "lucide-react"
import { useEffect, useEffectEvent, useState } from "react"
import { Refused, Unreached } from "../api/Refused.ts"
import { Button } from "./Button.tsx"
import { Copyable } from "./Copy.tsx"
import "./Failure.css"

/** In the place of what could not be loaded. */
export const Failure = ({ error, again }: { readonly error: Error; readonly again: () => void }) => {
  const lost = error instanceof Unreached
  const Sign = lost ? CloudOff : TriangleAlert
  return (
    <div className="failure" role="alert">
      <Sign aria-hidden="true" />
      <h2>{lost ? "The server is out of reach" : "This could not be loaded"}</h2>
      <p className="soft">
        {lost ? "It may be restarting, or your network is away. What you see elsewhere may be old." : error.message}
      </p>
      {error instanceof Refused && error.requestId !== undefined && (
        <p className="faint">
          Request <Copyable text={error.requestId} what="the request's id" />
        </p>
      )}
      <Again error={error} again={again} />
    </div>
  )
}

/** Counts down as long as the server asked, and then asks by itself; each refusal has a wait of its own. */
const Again = ({ error, again }: { readonly error: Error; readonly again: () => void }) => {
  const [left, setLeft] = useState<number>()
  const ask = useEffectEvent(again)
  useEffect(() => {
    let rest = waitOf(error)
    setLeft(rest)
    if (rest === undefined) return
    const tick = setInterval(() => {
      rest = Math.max(0, rest! - 1)
      setLeft(rest)
      if (rest > 0) return
      clearInterval(tick)
      ask()
    }, 1_000)
    return () => clearInterval(tick)
  }, [error])
  return <Button onClick={again}>{left ? `Trying again in ${left} s` : "Try again"}</Button>
}

/** Seconds until it is worth asking again by itself; nothing where a person has to do something about it first. */
const waitOf = (error: Error): number | undefined => {
  if (error instanceof Unreached) return 3
  return error instanceof Refused ? error.retryAfter : undefined
}

interface FaultProps {
  readonly error: Error | null
  /** The fields that say themselves what is wrong with them. */
  readonly fields?: ReadonlyArray<string>
}

/** Under a form, or in a dialog. What a field is at fault for stands at the field instead. */
export const Fault = ({ error, fields = [] }: FaultProps) => {
  const faults = error instanceof Refused ? Object.entries(error.faults) : []
  const unsaid = faults.filter(([path]) => !fields.includes(path))
  if (error === null || (faults.length > 0 && unsaid.length === 0)) return null
  return (
    <p className="fault-note" role="alert">
      <TriangleAlert aria-hidden="true" />
      <span>
        {unsaid.length === 0 ? error.message : unsaid.map(([path, message]) => `${path}: ${message}`).join(" ")}
        {error instanceof Refused && error.retryAfter !== undefined && ` Try again in ${error.retryAfter} s.`}
      </span>
    </p>
  )
}

/** What is wrong with a field, as a call that was refused told it. */
export const faultOf = (error: Error | null, field: string): string | undefined =>
  error instanceof Refused ? error.faults[field] : undefined
