/** Who is signed in, how the portal looks, and the way out. */
import { Menu } from "@base-ui/react/menu"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useNavigate } from "@tanstack/react-router"
import { BookOpen, Check, LogOut } from "lucide-react"
import { chooseOrg, signOut, useSession } from "../api/Session.ts"
import { choose, type Theme, useTheme } from "../Theme.ts"
import { AccountButton } from "./AccountButton.tsx"
import "./Menu.css"

const themes: ReadonlyArray<readonly [theme: Theme, name: string]> = [
  ["system", "System"],
  ["light", "Light"],
  ["dark", "Dark"]
]

const AccountMenu = ({ openedEarly }: { readonly openedEarly: boolean }) => {
  const theme = useTheme()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const leaving = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      await navigate({ to: "/sign-in" })
      queries.clear()
    }
  })
  const { org, orgs } = useSession()
  const moving = useMutation({
    mutationFn: chooseOrg,
    // Nothing of the one before may stay in sight.
    onSuccess: () => location.assign("/runs")
  })
  return (
    <Menu.Root modal={false} defaultOpen={openedEarly}>
      <Menu.Trigger render={<AccountButton />} />
      <Menu.Portal>
        <Menu.Positioner className="menu-place" side="top" align="start" sideOffset={6}>
          <Menu.Popup className="menu">
            {orgs.length > 1 && (
              <>
                <Menu.RadioGroup value={org.id} onValueChange={(id: string) => moving.mutate(id)}>
                  <Menu.GroupLabel className="menu-label">Organization</Menu.GroupLabel>
                  {orgs.map(({ id, name }) => (
                    <Option key={id} value={id}>
                      {name}
                    </Option>
                  ))}
                </Menu.RadioGroup>
                <Menu.Separator className="menu-line" />
              </>
            )}
            <Menu.RadioGroup value={theme} onValueChange={choose}>
              <Menu.GroupLabel className="menu-label">Theme</Menu.GroupLabel>
              {themes.map(([each, name]) => (
                <Option key={each} value={each}>
                  {name}
                </Option>
              ))}
            </Menu.RadioGroup>
            <Menu.Separator className="menu-line" />
            <Menu.LinkItem href="/docs" className="menu-item">
              <span className="menu-mark">
                <BookOpen aria-hidden="true" />
              </span>
              API reference
            </Menu.LinkItem>
            <Menu.Item className="menu-item" onClick={() => leaving.mutate()}>
              <span className="menu-mark">
                <LogOut aria-hidden="true" />
              </span>
              Sign out
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

const Option = ({ children, value }: { readonly value: string; readonly children: string }) => (
  <Menu.RadioItem value={value} closeOnClick className="menu-item">
    <span className="menu-mark">
      <Menu.RadioItemIndicator>
        <Check aria-hidden="true" />
      </Menu.RadioItemIndicator>
    </span>
    {children}
  </Menu.RadioItem>
)

export default AccountMenu
