/** The environments that were deleted and have usage of the last 12 months, folded up until they are asked for. */
import { Menu } from "@base-ui/react/menu"
import { useQuery } from "@tanstack/react-query"
import { Archive } from "lucide-react"
import { type ReactNode, useState } from "react"
import type { Schemas } from "../api/Api.ts"
import { deletedQuery } from "./Deleted.ts"

type Used = Schemas["Usage"]["environments"][number]

export const DeletedOptions = ({ children }: { readonly children: (deleted: Used) => ReactNode }) => {
  const [shown, setShown] = useState(false)
  const deleted = useQuery({ ...deletedQuery, enabled: shown })
  if (!shown)
    return (
      <Menu.Item className="menu-item" closeOnClick={false} onClick={() => setShown(true)}>
        <span className="menu-mark">
          <Archive aria-hidden="true" />
        </span>
        Deleted…
      </Menu.Item>
    )
  if (deleted.data === undefined)
    return <p className="menu-label">{deleted.isPending ? "Looking for deleted ones…" : deleted.error.message}</p>
  if (deleted.data.length === 0) return <p className="menu-label">None with usage was deleted</p>
  return deleted.data.map(children)
}
