/** A member: a person who signs in to the portal, with permissions in an org. Contract, sections 4 and 7. */
import { Data, Result, Schema, SchemaTransformation } from "effect"
import * as AuditEntry from "../audit/AuditEntry.ts"
import type { Origin } from "../audit/Origin.ts"
import { MemberId, OrgId } from "../id/Id.ts"
import { Instant } from "../instant/Instant.ts"
import * as KeyPermission from "../org/Permission.ts"
import type { SignInLink } from "./SignInLink.ts"

/** What a member may do: all that a key may, and to manage members, which no key ever may. */
export const Permission = Schema.Literals([...KeyPermission.Permission.literals, "members:manage"])
export type Permission = typeof Permission.Type

/** Every permission that a member can hold: the operator grants any of them. */
export const allPermissions: ReadonlyArray<Permission> = Permission.literals

const maxEmailLength = 254

/** What an e-mail address is to a browser (HTML, valid e-mail address): quoted names and comments are not. */
const valid =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/u

/** An e-mail address, in lowercase. Read in any case, since one that differs only in that is the same person's. */
export const Email = Schema.String.annotate({ format: "email", examples: ["ada@example.com"] })
  .check(Schema.isPattern(valid), Schema.isMaxLength(maxEmailLength))
  .annotate({ message: "Expected an e-mail address, such as ada@example.com" })
  .pipe(
    Schema.decodeTo(
      Schema.String.check(Schema.isLowercased()).pipe(Schema.brand("Email")),
      SchemaTransformation.toLowerCase()
    )
  )
export type Email = typeof Email.Type

export const Member = Schema.Struct({
  id: MemberId,
  orgId: OrgId,
  /** No other member of the org has it. */
  email: Email,
  permissions: Schema.Array(Permission),
  createdAt: Instant,
  /** Who vouches for the person, bound at the first sign-in by OpenID Connect, and who that is there. */
  issuer: Schema.optionalKey(Schema.String),
  subject: Schema.optionalKey(Schema.String)
})
export interface Member extends Schema.Schema.Type<typeof Member> {}

/** All members of one org: what the rules about them decide on. */
export type OfOrg = ReadonlyArray<Member>

/** What is written of a member, of a link that was made for it, and in the audit log. */
export interface Decision {
  /** A member that is removed takes its sign-in links with it; of one that is kept nothing is written. */
  readonly kind: "created" | "updated" | "removed" | "kept"
  readonly member: Member
  readonly link?: SignInLink
  readonly entries: ReadonlyArray<AuditEntry.Draft>
}

/** The org has a member of this e-mail address. */
export class EmailTaken extends Data.TaggedError("EmailTaken")<{ readonly email: string }> {
  override get message() {
    return `The org has a member ${this.email} already. Use another address, or change that member.`
  }
}

/** No member of the org has this id. */
export class MemberNotFound extends Data.TaggedError("MemberNotFound") {
  override get message() {
    return "There is no such member. List the members to see which there are."
  }
}

/** Somebody has to be able to manage the members. */
export class LastManager extends Data.TaggedError("LastManager") {
  override get message() {
    return "This is the last member with members:manage. Grant that to another one first."
  }
}

/** Nobody grants what it lacks. */
export class GrantRefused extends Data.TaggedError("GrantRefused")<{
  readonly permissions: ReadonlyArray<Permission>
}> {
  override get message() {
    return `Only who holds a permission can grant it. You lack: ${this.permissions.join(", ")}.`
  }
}

/** What the granter lacks of what it would add. */
const refusal = (added: ReadonlyArray<Permission>, granter: ReadonlyArray<Permission>): GrantRefused | undefined => {
  const lacking = added.filter((permission) => !granter.includes(permission))
  return lacking.length === 0 ? undefined : new GrantRefused({ permissions: lacking })
}

/** A member as it is made. */
export interface Made {
  readonly id: MemberId
  readonly orgId: OrgId
  readonly email: Email
  readonly permissions: ReadonlyArray<Permission>
}

/** Makes a member whose address no other of the org has. */
export const create = (
  members: OfOrg,
  made: Made,
  granter: ReadonlyArray<Permission>,
  origin: Origin
): Result.Result<Decision, GrantRefused | EmailTaken> => {
  const refused = refusal(made.permissions, granter)
  if (refused !== undefined) return Result.fail(refused)
  if (members.some((member) => member.email === made.email)) return Result.fail(new EmailTaken({ email: made.email }))
  return Result.succeed(added(made, origin))
}

/** A new member with its entry in the audit log. */
export const added = ({ email, id, orgId, permissions }: Made, origin: Origin): Decision => {
  const member: Member = { id, orgId, email, permissions, createdAt: origin.at }
  return { kind: "created", member, entries: [entry(member, "member.created", origin, { email, permissions })] }
}

/** Gives a member just these permissions; what it holds already nobody has to hold who lets it keep that. */
export const permit = (
  members: OfOrg,
  id: MemberId,
  permissions: ReadonlyArray<Permission>,
  granter: ReadonlyArray<Permission>,
  origin: Origin
): Result.Result<Decision, MemberNotFound | GrantRefused | LastManager> => {
  const before = members.find((member) => member.id === id)
  if (before === undefined) return Result.fail(new MemberNotFound())
  const added = permissions.filter((permission) => !before.permissions.includes(permission))
  const refused = refusal(added, granter)
  if (refused !== undefined) return Result.fail(refused)
  if (!permissions.includes("members:manage") && isLastManager(members, before)) return Result.fail(new LastManager())
  if (added.length === 0 && permissions.length === before.permissions.length)
    return Result.succeed({ kind: "kept", member: before, entries: [] })
  const member = { ...before, permissions }
  const entries = [entry(member, "member.updated", origin, { email: member.email, permissions })]
  return Result.succeed({ kind: "updated", member, entries })
}

/** Binds a member to who vouches for it, and who it is there. One that is bound already stays so. */
export const bind = (
  members: OfOrg,
  id: MemberId,
  { issuer, subject }: { readonly issuer: string; readonly subject: string },
  origin: Origin
): Result.Result<Decision, MemberNotFound> => {
  const before = members.find((member) => member.id === id)
  if (before === undefined) return Result.fail(new MemberNotFound())
  if (before.issuer !== undefined) return Result.succeed({ kind: "kept", member: before, entries: [] })
  const member = { ...before, issuer, subject }
  return Result.succeed({
    kind: "updated",
    member,
    entries: [entry(member, "member.updated", origin, { email: member.email, issuer })]
  })
}

/** Removes a member, but for the last one that can manage members. */
export const remove = (
  members: OfOrg,
  id: MemberId,
  origin: Origin
): Result.Result<Decision, MemberNotFound | LastManager> => {
  const member = members.find((member) => member.id === id)
  if (member === undefined) return Result.fail(new MemberNotFound())
  if (isLastManager(members, member)) return Result.fail(new LastManager())
  const entries = [entry(member, "member.removed", origin, { email: member.email })]
  return Result.succeed({ kind: "removed", member, entries })
}

/** Whether it manages the members of its org. */
export const manages = ({ permissions }: Pick<Member, "permissions">): boolean => permissions.includes("members:manage")

const isLastManager = (members: OfOrg, member: Member): boolean =>
  manages(member) && !members.some((other) => other.id !== member.id && manages(other))

/** How something that was done about a member is written down. */
export const entry = (
  member: Member,
  action: AuditEntry.Action,
  origin: Origin,
  details: AuditEntry.Draft["details"]
): AuditEntry.Draft => AuditEntry.draft(origin, { action, target: member.id, details })
