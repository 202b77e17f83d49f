/** Who an OpenID provider says that somebody is, and whom of the members that lets in. Contract, section 7. */
import { Data, Option, Result, Schema } from "effect"
import * as Member from "./Member.ts"

export interface Identity {
  /** The provider. */
  readonly issuer: string
  /** Who it is there, for good. */
  readonly subject: string
  readonly email: string | undefined
  /** Whether the provider has seen that the address is theirs. */
  readonly emailVerified: boolean
}

/** Why nobody is let in. */
const reasons = {
  unverified:
    "Your sign-in service does not say that your e-mail address is verified. Have it verified there, and sign in again.",
  stranger:
    "No member has the e-mail address that your sign-in service gave. Ask somebody who manages the members of your org to add it.",
  another:
    "This e-mail address belonged to another account of your sign-in service before. Ask somebody who manages the members of your org to remove that member and add you anew."
} as const

export class IdentityRefused extends Data.TaggedError("IdentityRefused")<{
  readonly reason: keyof typeof reasons
}> {
  override get message() {
    return reasons[this.reason]
  }
}

/** The verified e-mail address of an identity. */
export const emailOf = ({ email, emailVerified }: Identity): Result.Result<Member.Email, IdentityRefused> => {
  const address = Schema.decodeUnknownOption(Member.Email)(email)
  return Option.isSome(address) && emailVerified
    ? Result.succeed(address.value)
    : Result.fail(new IdentityRefused({ reason: "unverified" }))
}

/** Those of a person's memberships, the oldest first, that an identity lets in to: bound to it, or to nobody yet. */
export const admit = (
  memberships: ReadonlyArray<Member.Member>,
  { issuer, subject }: Identity
): Result.Result<readonly [Member.Member, ...ReadonlyArray<Member.Member>], IdentityRefused> => {
  const [first, ...others] = memberships.filter(
    (member) => member.issuer === undefined || (member.issuer === issuer && member.subject === subject)
  )
  if (first !== undefined) return Result.succeed([first, ...others])
  return Result.fail(new IdentityRefused({ reason: memberships.length === 0 ? "stranger" : "another" }))
}
