/** What went wrong, and what can be done about it. */
import { CloudOff, TriangleAlert } from "lucide-react"
import { useEffect, useState } from "react"
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
      <Again after={error instanceof Refused ? error.retryAfter : undefined} again={again} />
    </div>
  )
}

/** Waits as long as the server asked, counting down, and then asks by itself. */
const Again = ({ after, again }: { readonly after: number | undefined; readonly again: () => void }) => {
  const [left, setLeft] = useState(after)
  useEffect(() => {
    if (left === undefined) return
    if (left <= 0) return again()
    const next = setTimeout(() => setLeft(left - 1), 1_000)
    return () => clearTimeout(next)
  }, [left, again])
  return <Button onClick={again}>{left === undefined || left <= 0 ? "Try again" : `Trying again in ${left} s`}</Button>
}

/** Under a form, or in a dialog. What a field is at fault for stands at the field instead. */
export const Fault = ({ error }: { readonly error: Error | null }) =>
  error === null ? null : (
    <p className="fault-note" role="alert">
      <TriangleAlert aria-hidden="true" />
      <span>
        {error.message}
        {error instanceof Refused && error.retryAfter !== undefined && ` Try again in ${error.retryAfter} s.`}
      </span>
    </p>
  )

/** What is wrong with a field, as a call that was refused told it. */
export const faultOf = (error: Error | null, field: string): string | undefined =>
  error instanceof Refused ? error.faults[field] : undefined
