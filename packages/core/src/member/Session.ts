/**
 * A session: what a member is signed in with. Contract, section 7.
 *
 * Its token is 32 random bytes, in a cookie of the member's browser, and kept as a hash alone.
 */
import { Data, Redacted, Schema } from "effect"
import { Hex } from "effect/encoding"
import { MemberId, OrgId } from "../id/Id.ts"
import * as Instant from "../instant/Instant.ts"
import { Hash } from "../secret/Secrets.ts"
import type { Member } from "./Member.ts"

export const Session = Schema.Struct({
  orgId: OrgId,
  /** Of its token. */
  hash: Hash,
  memberId: MemberId,
  /** When the member signed in. */
  createdAt: Instant.Instant,
  /** When it was last used, at most a minute late. */
  usedAt: Instant.Instant
})
export interface Session extends Schema.Schema.Type<typeof Session> {}

/** How long a session lasts unused. */
export const idle = 12 * Instant.hour

/** How long it lasts at most. */
export const longest = 7 * Instant.day

/** How far apart the uses are that are noted. */
const precision = Instant.minute

/** The token of a new session, from 32 random bytes. */
export const token = (random: Uint8Array): Redacted.Redacted => Redacted.make(Hex.encode(random), { label: "session" })

/** The instant at which it ends, if it is not used before: it is good until then, and neither at it nor after. */
export const endOf = ({ createdAt, usedAt }: Pick<Session, "createdAt" | "usedAt">): Instant.Instant =>
  Math.min(usedAt + idle, createdAt + longest)

/** Whether a use at this instant is to be noted. */
export const isWorthNoting = ({ usedAt }: Pick<Session, "usedAt">, at: Instant.Instant): boolean =>
  at - usedAt >= precision

/**
 * Whether who is signed in as one member may go on as another: the same person, of another org. An e-mail address is
 * one person's; who is bound to somebody at an issuer is nobody else.
 */
export const isSamePerson = (signedIn: Member, other: Member): boolean =>
  signedIn.email === other.email &&
  (other.issuer === undefined || (signedIn.issuer === other.issuer && signedIn.subject === other.subject))

/** No session, or one that has ended. Why is not said. */
export class SignedOut extends Data.TaggedError("SignedOut") {
  override get message() {
    return "You are not signed in, or your session has ended. Sign in again."
  }
}

/** No link of this token can be spent. Whether there ever was one is not said. */
export class LinkRefused extends Data.TaggedError("LinkRefused") {
  override get message() {
    return "This sign-in link was used before, or its 15 minutes are over. Make a new one with `npx -y pnpm@12 sign-in`, or ask the operator of this server for one."
  }
}

/** The person who is signed in is no member of this org. */
export class OrgNotJoined extends Data.TaggedError("OrgNotJoined") {
  override get message() {
    return "You are no member of this org. Your session lists those that you are."
  }
}
