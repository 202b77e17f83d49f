/** The people who sign in to the portal, and what each may do. */
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query"
import { Plus, Users } from "lucide-react"
import { useState } from "react"
import { useSession } from "../../api/Session.ts"
import { useOrgReason } from "../../environment/Allowed.ts"
import { Button } from "../../parts/Button.tsx"
import { Confirm } from "../../parts/Confirm.tsx"
import { Empty } from "../../parts/Empty.tsx"
import { Page } from "../../parts/Page.tsx"
import { permissions } from "../../parts/Permissions.tsx"
import { type Column, PagedTable } from "../../parts/Table.tsx"
import { Time } from "../../parts/Time.tsx"
import { say } from "../../parts/Toasts.tsx"
import { MemberDialog } from "./MemberDialog.tsx"
import { type Member, membersQuery, remove } from "./MemberQueries.ts"

type Asked = { readonly what: "create" } | { readonly what: "edit" | "remove"; readonly member: Member }

export const Members = () => {
  const { member: me } = useSession()
  const queries = useQueryClient()
  const reason = useOrgReason("members:manage")
  const members = useInfiniteQuery({ ...membersQuery, enabled: reason === undefined })
  const [asked, setAsked] = useState<Asked>()
  const close = () => setAsked(undefined)
  const removing = useMutation({
    mutationFn: (member: Member) => remove(member.id),
    onSuccess: async (_, { email }) => {
      await queries.invalidateQueries({ queryKey: ["members"] })
      say(`Removed ${email}`)
      close()
    }
  })
  const columns: ReadonlyArray<Column<Member>> = [
    {
      title: "Member",
      cell: ({ email, id }) => (
        <div className="two-lines">
          <span className="url">{email}</span>
          <span>{id === me.id ? "you" : ""}</span>
        </div>
      )
    },
    {
      title: "Permissions",
      wide: true,
      cell: (member) => (
        <span className="soft">
          {member.permissions.length === permissions.length
            ? "all"
            : member.permissions.length === 0
              ? "reading"
              : member.permissions.join(", ")}
        </span>
      )
    },
    { title: "Since", wide: true, cell: ({ created_at }) => <Time at={created_at} /> },
    {
      title: "Actions",
      untitled: true,
      cell: (member) => (
        <div className="actions">
          <Button small onClick={() => setAsked({ what: "edit", member })}>
            Change
          </Button>
          <Button small kind="danger" onClick={() => setAsked({ what: "remove", member })}>
            Remove
          </Button>
        </div>
      )
    }
  ]
  return (
    <Page
      title="Members"
      about="The people who sign in here. Nobody grants what they lack themselves."
      actions={
        <Button
          kind="primary"
          icon={<Plus aria-hidden="true" />}
          reason={reason}
          onClick={() => setAsked({ what: "create" })}
        >
          Add member
        </Button>
      }
    >
      {reason === undefined ? (
        <PagedTable
          label="Members"
          paged={members}
          keyOf={({ id }) => id}
          columns={columns}
          empty={
            <Empty sign={Users} title="No members">
              Add the people who work with you.
            </Empty>
          }
        />
      ) : (
        <Empty sign={Users} title="You cannot read this">
          {reason}
        </Empty>
      )}
      {asked?.what === "create" && <MemberDialog onClose={close} />}
      {asked?.what === "edit" && <MemberDialog member={asked.member} onClose={close} />}
      <Confirm
        open={asked?.what === "remove"}
        onClose={close}
        title="Remove this member?"
        deed="Remove member"
        busy={removing.isPending}
        error={removing.error}
        onConfirm={() => asked?.what === "remove" && removing.mutate(asked.member)}
      >
        {asked?.what === "remove" && `${asked.member.email} is signed out everywhere, from this moment on.`}
      </Confirm>
    </Page>
  )
}
