/** How long something goes on, second by second. */
import { useEffect, useState } from "react"
import { took } from "./Time.tsx"

/** `until` is in milliseconds of this machine's clock. */
export const Countdown = ({ until }: { readonly until: number }) => {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const tick = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(tick)
  }, [])
  if (until <= now) return "no longer"
  return (
    <>
      for <strong className="countdown">{took(until - now)}</strong> more
    </>
  )
}
