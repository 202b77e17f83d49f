/**
 * How long an answer asks to wait: its `Retry-After`, in seconds or until an instant (RFC 9110, section 10.2.3).
 *
 * It comes from whoever answers, so that what is neither says nothing. How much of it counts is the retry schedule's.
 */
import type { Instant } from "@nexio/core"

const seconds = /^\d+$/
const month = "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
/** Section 5.6.7: the form of today, and the two that are to be understood still. */
const dates = [
  new RegExp(`^[A-Z][a-z]{2}, \\d{2} ${month} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT$`),
  new RegExp(`^[A-Z][a-z]{5,8}, \\d{2}-${month}-\\d{2} \\d{2}:\\d{2}:\\d{2} GMT$`),
  new RegExp(`^[A-Z][a-z]{2} ${month} [ \\d]\\d \\d{2}:\\d{2}:\\d{2} \\d{4}$`)
]

/** In milliseconds from `at`, 0 for an instant that has passed; nothing where nothing that counts is said. */
export const parse = (header: string | ReadonlyArray<string> | undefined, at: Instant.Instant): number | undefined => {
  if (typeof header !== "string") return undefined
  const text = header.trim()
  if (seconds.test(text)) return Math.min(Number(text) * 1_000, Number.MAX_SAFE_INTEGER)
  if (!dates.some((form) => form.test(text))) return undefined
  const until = Date.parse(text.endsWith("GMT") ? text : `${text} GMT`)
  return Number.isNaN(until) ? undefined : Math.max(0, until - at)
}
