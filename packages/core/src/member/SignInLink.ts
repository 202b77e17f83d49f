/**
 * A sign-in link: whoever opens it first within 15 minutes is its member. Contract, section 7.
 *
 * Its token is 32 random bytes, shown once and kept as a hash alone.
 */
import { Data, Redacted, Result, Schema } from "effect"
import { Hex } from "effect/encoding"
import type { Origin } from "../audit/Origin.ts"
import { MemberId, OrgId } from "../id/Id.ts"
import * as Instant from "../instant/Instant.ts"
import { Hash } from "../secret/Secrets.ts"
import * as Member from "./Member.ts"

export const SignInLink = Schema.Struct({
  orgId: OrgId,
  /** Of its token. */
  hash: Hash,
  memberId: MemberId,
  createdAt: Instant.Instant,
  /** It is spent before this instant, and neither at it nor after. */
  expiresAt: Instant.Instant
})
export interface SignInLink extends Schema.Schema.Type<typeof SignInLink> {}

/** How long a link can be spent. */
export const lifetime = 15 * Instant.minute

/** The token of a new link, from 32 random bytes. */
export const token = (random: Uint8Array): Redacted.Redacted =>
  Redacted.make(Hex.encode(random), { label: "sign-in link" })

/** Where a link leads: its token is a fragment, which browsers send nowhere and no log has. */
export const url = (publicUrl: string, token: Redacted.Redacted): string =>
  `${publicUrl}/sign-in#${Redacted.value(token)}`

/** The org has members, and none of this e-mail address. */
export class EmailUnknown extends Data.TaggedError("EmailUnknown")<{ readonly email: string }> {
  override get message() {
    return `The org has no member ${this.email}. Create the member first, or use the address of one that there is.`
  }
}

/** A link as it is asked for: by the hash of its token. */
export interface Asked {
  readonly orgId: OrgId
  readonly email: Member.Email
  readonly hash: Hash
  /** Whose id a first member gets. */
  readonly memberId: MemberId
}

/**
 * Makes a link for the member of an e-mail address. In an org that has no member yet it makes that one, with every
 * permission.
 */
export const create = (
  members: Member.OfOrg,
  { email, hash, memberId, orgId }: Asked,
  origin: Origin
): Result.Result<Linked, EmailUnknown> => {
  const known = members.find((member) => member.email === email)
  if (known === undefined && members.length > 0) return Result.fail(new EmailUnknown({ email }))
  const made = { id: memberId, orgId, email, permissions: Member.allPermissions }
  const { entries, kind, member } =
    known === undefined ? Member.added(made, origin) : ({ kind: "kept", member: known, entries: [] } as const)
  const link = { orgId, hash, memberId: member.id, createdAt: origin.at, expiresAt: origin.at + lifetime }
  return Result.succeed({
    kind,
    member,
    link,
    entries: [...entries, Member.entry(member, "sign_in_link.created", origin, { email })]
  })
}

/** What is written where a link is made. */
export interface Linked extends Member.Decision {
  readonly link: SignInLink
}
