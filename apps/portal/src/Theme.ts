/** Light or dark: as the system says, until one is chosen. What is chosen stays in this browser. */
import { useSyncExternalStore } from "react"

export type Theme = "light" | "dark" | "system"

const key = "theme"
const changed = new Set<() => void>()

const current = (): Theme => (document.documentElement.dataset["theme"] as "light" | "dark" | undefined) ?? "system"

export const choose = (theme: Theme): void => {
  if (theme === "system") delete document.documentElement.dataset["theme"]
  else document.documentElement.dataset["theme"] = theme
  try {
    if (theme === "system") localStorage.removeItem(key)
    else localStorage.setItem(key, theme)
  } catch {
    // A browser that keeps nothing has it until the page is left.
  }
  for (const tell of changed) tell()
}

export const useTheme = (): Theme =>
  useSyncExternalStore((tell) => {
    changed.add(tell)
    return () => changed.delete(tell)
  }, current)
