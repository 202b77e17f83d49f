/** An instant in the reader's time zone; in UTC, and how long ago it is, on hover and focus. */
import "./Time.css"

const near = new Intl.DateTimeFormat(undefined, {
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23"
})
const far = new Intl.DateTimeFormat(undefined, {
  year: "numeric",
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23"
})

const halfAYear = 182 * 86_400_000

/** `at` is RFC 3339. In a table it is the row that takes the focus, and not each time in it. */
export const Time = ({ at, focusable = false }: { readonly at: string; readonly focusable?: boolean }) => {
  const date = new Date(at)
  const format = Math.abs(Date.now() - date.getTime()) > halfAYear ? far : near
  return (
    <time className="time" dateTime={at} tabIndex={focusable ? 0 : undefined}>
      {format.format(date)}
      <span className="utc">
        <span>{at.replace("T", " ").replace("Z", "")} UTC</span>
        <span>{ago(date.getTime() - Date.now())}</span>
      </span>
    </time>
  )
}

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" })

const units = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000]
] as const

/** Milliseconds from now in words: "3 minutes ago", "in 2 hours". */
export const ago = (ms: number): string => {
  const [unit, length] = units.find(([, length]) => Math.abs(ms) >= length) ?? units[3]
  return relative.format(Math.trunc(ms / length), unit)
}

/** How long something took: `840 ms`, `1.25 s`, `3 min 20 s`. */
export const took = (ms: number): string => {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${Number((ms / 1_000).toFixed(ms < 10_000 ? 2 : 1))} s`
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1_000)} s`
  return `${Math.floor(ms / 3_600_000)} h ${Math.floor((ms % 3_600_000) / 60_000)} min`
}
