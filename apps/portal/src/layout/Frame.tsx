/** What is around every page: navigation, the environment that is looked at, and what the keyboard reaches from anywhere. */
import { Outlet, useLocation, useNavigate } from "@tanstack/react-router"
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react"
import { useChoice } from "../environment/Choice.ts"
import { CreateEnvironment } from "../environment/CreateEnvironment.ts"
import { UnknownEnvironment } from "../environment/UnknownEnvironment.tsx"
import { pageOf } from "../Pages.ts"
import { Toasts } from "../parts/Toasts.tsx"
import { Navigation } from "./Navigation.tsx"
import { useShortcuts } from "./Shortcuts.ts"
import { TopBar } from "./TopBar.tsx"
import "./Frame.css"

const findPalette = () => import("./Palette.tsx")
const Palette = lazy(findPalette)
const CreateEnvironmentDialog = lazy(() => import("../environment/CreateEnvironmentDialog.tsx"))

export const Frame = () => {
  const choice = useChoice()
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const main = useRef<HTMLElement>(null)
  const [finding, setFinding] = useState(false)
  const [creating, setCreating] = useState(false)
  const create = useCallback(() => setCreating(true), [])
  useShortcuts({ find: () => setFinding(true), go: (to) => void navigate({ to }) })

  // To the page, and not to what had the focus before, which may be gone with the page that it was on.
  const found = () => {
    setFinding(false)
    main.current?.focus({ preventScroll: true })
  }

  // It opens at a key, after which one types on.
  useEffect(() => void findPalette(), [])

  // A page that came by a link is read from its beginning, and not from where the link was.
  const shown = useRef(pathname)
  useEffect(() => {
    if (shown.current !== pathname) main.current?.focus({ preventScroll: true })
    shown.current = pathname
  }, [pathname])

  const tint = pageOf(pathname)?.scoped ? tintOf(choice) : "org"
  return (
    <CreateEnvironment value={create}>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <div className="frame" data-tint={tint}>
        <aside className="side">
          <Navigation onFind={() => setFinding(true)} />
        </aside>
        <div className="column">
          <TopBar choice={choice} onFind={() => setFinding(true)} />
          <main id="main" tabIndex={-1} ref={main}>
            {choice.kind === "unknown" ? <UnknownEnvironment slug={choice.slug} /> : <Outlet />}
          </main>
        </div>
      </div>
      <Toasts />
      <Suspense>
        {finding && <Palette onClose={found} />}
        {creating && <CreateEnvironmentDialog onClose={() => setCreating(false)} />}
      </Suspense>
    </CreateEnvironment>
  )
}

const tintOf = (choice: ReturnType<typeof useChoice>) => {
  if (choice.kind !== "one") return choice.kind
  return choice.environment.kind === "live" ? "live" : "warn"
}
