/** Where one is: the environment, said in words and in colour, and never in colour alone. */
import { useLocation } from "@tanstack/react-router"
import { Eye, Menu, TriangleAlert } from "lucide-react"
import { lazy, Suspense } from "react"
import { type Choice, nameOf } from "../environment/Choice.ts"
import { EnvironmentButton } from "../environment/EnvironmentButton.tsx"
import { pageOf } from "../Pages.ts"
import "./TopBar.css"

// What opens over the page comes after what is on it.
const EnvironmentMenu = lazy(() => import("../environment/EnvironmentMenu.tsx"))
const Drawer = lazy(() => import("./Drawer.tsx"))

export const TopBar = ({ choice, onFind }: { readonly choice: Choice; readonly onFind: () => void }) => {
  const { pathname } = useLocation()
  return (
    <header className="top">
      <Suspense fallback={<DrawerButton />}>
        <Drawer path={pathname} onFind={onFind} />
      </Suspense>
      <Suspense fallback={<EnvironmentButton choice={choice} />}>
        <EnvironmentMenu choice={choice} />
      </Suspense>
      <p className="top-mark">{pageOf(pathname)?.scoped ? <Mark choice={choice} /> : "The whole organization"}</p>
    </header>
  )
}

const Mark = ({ choice }: { readonly choice: Choice }) => {
  if (choice.kind === "all")
    return (
      <>
        <Eye aria-hidden="true" /> All environments, read-only
      </>
    )
  if (choice.kind !== "one" || choice.environment.kind === "live") return null
  return (
    <>
      <TriangleAlert aria-hidden="true" /> Not live: {nameOf(choice)}
    </>
  )
}

const DrawerButton = () => (
  <button type="button" className="drawer-button" aria-label="Pages">
    <Menu aria-hidden="true" />
  </button>
)
