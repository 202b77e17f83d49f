/** Members and links, made through the port, before or while a law goes on. */
import { Hash, type Id, type Instant, Member, MemberStore, SignInLink } from "@nexio/core"
import type { Minted } from "../../data-plane/Minted.ts"
import { originAt } from "../../Origins.ts"

export const start = Date.UTC(2027, 0, 1)

export const emailOf = (nth: number): Member.Email => Member.Email.make(`member-${nth}@example.com`)

export const hashOf = (nth: number): Hash => Hash.make(nth.toString(16).padStart(64, "0"))

/** Makes a member by who holds everything. */
export const create = (
  ids: Minted,
  orgId: Id.OrgId,
  {
    at = start,
    email,
    permissions = []
  }: {
    readonly email: Member.Email
    readonly permissions?: ReadonlyArray<Member.Permission>
    readonly at?: Instant.Instant
  }
) => {
  const made = { id: ids.next<Id.MemberId>(at), orgId, email, permissions }
  return MemberStore.use((members) =>
    members.change(orgId, (all) => Member.create(all, made, Member.allPermissions, originAt(at)))
  )
}

export const permit = (orgId: Id.OrgId, id: Id.MemberId, permissions: ReadonlyArray<Member.Permission>) =>
  MemberStore.use((members) =>
    members.change(orgId, (all) => Member.permit(all, id, permissions, Member.allPermissions, originAt(start)))
  )

export const remove = (orgId: Id.OrgId, id: Id.MemberId) =>
  MemberStore.use((members) => members.change(orgId, (all) => Member.remove(all, id, originAt(start))))

/** Makes the link of this number. */
export const link = (ids: Minted, orgId: Id.OrgId, email: Member.Email, nth: number, at: Instant.Instant = start) => {
  const asked = { orgId, email, hash: hashOf(nth), memberId: ids.next<Id.MemberId>(at) }
  return MemberStore.use((members) => members.change(orgId, (all) => SignInLink.create(all, asked, originAt(at))))
}

export const spend = (nth: number, at: Instant.Instant = start) =>
  MemberStore.use((members) => members.spend(hashOf(nth), at))
