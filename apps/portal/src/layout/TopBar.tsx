/** Where one is: the environment, said in words and in colour, and never in colour alone. */
import { useQuery } from "@tanstack/react-query"
import { useLocation } from "@tanstack/react-router"
import { Archive, Eye, Menu, TriangleAlert } from "lucide-react"
import { lazy, Suspense, useState } from "react"
import { type Choice, nameOf } from "../environment/Choice.ts"
import { deletedQuery } from "../environment/Deleted.ts"
import { EnvironmentButton } from "../environment/EnvironmentButton.tsx"
import { pageOf } from "../Pages.ts"
import "./TopBar.css"

// What opens over the page comes after what is on it; whoever is quicker has it opened once it is there.
const EnvironmentMenu = lazy(() => import("../environment/EnvironmentMenu.tsx"))
const Drawer = lazy(() => import("./Drawer.tsx"))

export const TopBar = ({ choice, onFind }: { readonly choice: Choice; readonly onFind: () => void }) => {
  const { pathname } = useLocation()
  const [early, setEarly] = useState<"menu" | "drawer">()
  return (
    <header className="top">
      <Suspense fallback={<DrawerButton onClick={() => setEarly("drawer")} />}>
        <Drawer path={pathname} onFind={onFind} openedEarly={early === "drawer"} />
      </Suspense>
      <Suspense fallback={<EnvironmentButton choice={choice} onClick={() => setEarly("menu")} />}>
        <EnvironmentMenu choice={choice} openedEarly={early === "menu"} />
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
  if (choice.kind === "deleted") return <DeletedMark id={choice.id} />
  if (choice.kind !== "one" || choice.environment.kind === "live") return null
  return (
    <>
      <TriangleAlert aria-hidden="true" /> Not live: {nameOf(choice)}
    </>
  )
}

const DeletedMark = ({ id }: { readonly id: string }) => {
  const slug = useQuery(deletedQuery).data?.find((each) => each.environment_id === id)?.environment
  return (
    <>
      <Archive aria-hidden="true" /> {slug === undefined ? "Deleted" : `Deleted: ${slug}`}, read-only
    </>
  )
}

const DrawerButton = ({ onClick }: { readonly onClick: () => void }) => (
  <button type="button" onClick={onClick} className="drawer-button" aria-label="Pages">
    <Menu aria-hidden="true" />
  </button>
)
