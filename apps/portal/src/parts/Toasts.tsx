/** What happened, said once: shown for a while, and read out by screen readers. */
import { useSyncExternalStore } from "react"
import "./Toasts.css"

interface Toast {
  readonly id: number
  readonly text: string
}

let toasts: ReadonlyArray<Toast> = []
let last = 0
const told = new Set<() => void>()

const show = (next: ReadonlyArray<Toast>) => {
  toasts = next
  for (const tell of told) tell()
}

const shownFor = 6_000

/** The same text is not shown twice at a time. */
export const say = (text: string): void => {
  const id = ++last
  show([...toasts.filter((toast) => toast.text !== text), { id, text }].slice(-3))
  setTimeout(() => show(toasts.filter((toast) => toast.id !== id)), shownFor)
}

const subscribe = (tell: () => void) => {
  told.add(tell)
  return () => told.delete(tell)
}

export const Toasts = () => {
  const shown = useSyncExternalStore(subscribe, () => toasts)
  return (
    <output className="toasts" aria-live="polite">
      {shown.map(({ id, text }) => (
        <span key={id} className="toast">
          {text}
        </span>
      ))}
    </output>
  )
}
