/** The Environment dropdown: it writes `?environment=`, which alone holds the choice (contract, section 7). */
import { Menu } from "@base-ui/react/menu"
import { Check, Plus } from "lucide-react"
import { type Choice, useChooseEnvironment, useEnvironment } from "./Choice.ts"
import { useCreateEnvironment } from "./CreateEnvironment.ts"
import { DeletedOptions } from "./DeletedOptions.tsx"
import { EnvironmentButton } from "./EnvironmentButton.tsx"
import { useEnvironments } from "./Environments.ts"
import "../layout/Menu.css"

interface EnvironmentMenuProps {
  readonly choice: Choice
  readonly openedEarly: boolean
}

const EnvironmentMenu = ({ choice, openedEarly }: EnvironmentMenuProps) => {
  const said = useEnvironment()
  const environments = useEnvironments()
  const create = useCreateEnvironment()
  const choose = useChooseEnvironment()
  return (
    <Menu.Root modal={false} defaultOpen={openedEarly}>
      <Menu.Trigger render={<EnvironmentButton choice={choice} />} />
      <Menu.Portal>
        <Menu.Positioner className="menu-place" align="start" sideOffset={6}>
          <Menu.Popup className="menu">
            <Menu.RadioGroup value={said} onValueChange={choose}>
              <Menu.GroupLabel className="menu-label">Environment</Menu.GroupLabel>
              {environments.map(({ description, kind, slug }) => (
                <Option key={slug} value={slug} dot={kind === "live" ? "live" : "warn"} about={description}>
                  {kind === "live" ? "Live" : slug}
                </Option>
              ))}
              <Menu.Separator className="menu-line" />
              <Option value="all" dot="all" about="Everything, read-only">
                All
              </Option>
              <DeletedOptions>
                {({ environment, environment_id: id }) => (
                  <Option key={id} value={id} dot="all" about="Deleted">
                    {environment}
                  </Option>
                )}
              </DeletedOptions>
            </Menu.RadioGroup>
            <Menu.Separator className="menu-line" />
            <Menu.Item className="menu-item" onClick={create}>
              <span className="menu-mark">
                <Plus aria-hidden="true" />
              </span>
              Create environment
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

interface OptionProps {
  readonly value: string
  readonly dot: "live" | "warn" | "all"
  readonly about?: string | undefined
  readonly children: string
}

const Option = ({ about, children, dot, value }: OptionProps) => (
  <Menu.RadioItem value={value} closeOnClick className="menu-item">
    <span className="menu-mark">
      <Menu.RadioItemIndicator>
        <Check aria-hidden="true" />
      </Menu.RadioItemIndicator>
    </span>
    <span className={`environment-dot ${dot}`} aria-hidden="true" />
    <span>{children}</span>
    {about !== undefined && <span className="menu-about">{about}</span>}
  </Menu.RadioItem>
)

export default EnvironmentMenu
