/** Says who is signed in; the account's menu opens from it. */
import { ChevronsUpDown } from "lucide-react"
import type { ComponentProps } from "react"
import { useSession } from "../api/Session.ts"

export const AccountButton = (button: ComponentProps<"button">) => {
  const { email } = useSession().member
  return (
    <button type="button" {...button} className="account">
      <span className="initial" aria-hidden="true">
        {email.slice(0, 1)}
      </span>
      <span className="account-name">{email}</span>
      <ChevronsUpDown aria-hidden="true" />
    </button>
  )
}
