/** Keys that work from anywhere: `g` and a page's letter, `⌘K` or `Ctrl K`, and `?`. */
import { useEffect, useRef } from "react"
import { pages } from "../Pages.ts"

type Destination = (typeof pages)[number]["to"]

/** How long after `g` a letter still belongs to it. */
const patience = 1_200

export const useShortcuts = (does: { readonly find: () => void; readonly go: (to: Destination) => void }): void => {
  const latest = useRef(does)
  latest.current = does
  useEffect(() => {
    let going = Number.NEGATIVE_INFINITY
    const onKey = (event: KeyboardEvent) => {
      const finds = event.key === "k" && (event.metaKey || event.ctrlKey)
      if (!finds && (event.metaKey || event.ctrlKey || event.altKey || isBusy(event.target))) return
      const page = event.timeStamp - going < patience ? pages.find(({ letter }) => letter === event.key) : undefined
      going = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY
      if (page !== undefined) latest.current.go(page.to)
      else if (finds || event.key === "?") latest.current.find()
      else return
      event.preventDefault()
    }
    document.addEventListener("keydown", onKey)
    return () => document.removeEventListener("keydown", onKey)
  }, [])
}

/** Whether keys are for what has the focus: a field, or what lies over the page. */
const isBusy = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  (target.closest("input, textarea, select, [contenteditable], [role=dialog], [role=menu]") !== null ||
    document.querySelector("[role=dialog]") !== null)
