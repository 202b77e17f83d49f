/** The pages, and who is signed in. */
import { Link } from "@tanstack/react-router"
import { Search } from "lucide-react"
import { lazy, Suspense, useState } from "react"
import { useSession } from "../api/Session.ts"
import { pages } from "../Pages.ts"
import { AccountButton } from "./AccountButton.tsx"
import "./Navigation.css"

const AccountMenu = lazy(() => import("./AccountMenu.tsx"))

export const Navigation = ({ onFind }: { readonly onFind: () => void }) => (
  <nav className="navigation" aria-label="Pages">
    <Link to="/runs" className="brand">
      <img src="/icon.svg" alt="" width="24" height="24" />
      <span>{useSession().org.name}</span>
    </Link>
    <button type="button" className="find" onClick={onFind}>
      <Search aria-hidden="true" />
      Find
      <kbd>{isApple ? "⌘K" : "Ctrl K"}</kbd>
    </button>
    <Entries scoped />
    <p className="navigation-group">Organization</p>
    <Entries scoped={false} />
    <div className="grow" />
    <Account />
  </nav>
)

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent)

const Entries = ({ scoped }: { readonly scoped: boolean }) => (
  <ul>
    {pages
      .filter((page) => page.scoped === scoped)
      .map(({ letter, name, sign: Sign, to }) => (
        <li key={to}>
          <Link to={to} aria-keyshortcuts={`g ${letter}`}>
            <Sign aria-hidden="true" />
            {name}
            <kbd>{`g ${letter}`}</kbd>
          </Link>
        </li>
      ))}
  </ul>
)

const Account = () => {
  const [early, setEarly] = useState(false)
  return (
    <Suspense fallback={<AccountButton onClick={() => setEarly(true)} />}>
      <AccountMenu openedEarly={early} />
    </Suspense>
  )
}
