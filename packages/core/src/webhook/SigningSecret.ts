/**
 * Signing secrets: what an endpoint's deliveries and an engine's executions are signed with, and how one replaces another.
 *
 * A replaced secret signs along until its overlap ends, so that a receiver can change over without losing a
 * delivery. At most three are valid at once.
 */
import { Data, Redacted, Result, Schema } from "effect"
import { Base64 } from "effect/encoding"
import type { Ids, OrgId } from "../id/Id.ts"
import { Instant } from "../instant/Instant.ts"
import { Sealed, type Secrets } from "../secret/Secrets.ts"

/** `whsec_` and the padded standard base64 of 32 bytes. */
export const make = (random: Uint8Array): Redacted.Redacted =>
  Redacted.make(`whsec_${Base64.encode(random)}`, { label: "signing secret" })

/** A new secret of an org: its text, which is shown once, and the same sealed, which is kept. */
export const mint = (
  orgId: OrgId,
  at: Instant,
  { ids, secrets }: { readonly ids: Ids["Service"]; readonly secrets: Secrets["Service"] }
): { readonly secret: Redacted.Redacted; readonly fresh: { readonly id: string; readonly sealed: Sealed } } => {
  const secret = make(secrets.random())
  const id = ids.next<string>(at)
  return { secret, fresh: { id, sealed: secrets.seal(secret, { orgId, kind: "signing_secret", row: id }) } }
}

export const maxValid = 3

/** A secret of an endpoint, sealed. `endsAt` is absent for the current one. */
export const SigningSecret = Schema.Struct({
  id: Schema.String,
  sealed: Sealed,
  createdAt: Instant,
  endsAt: Schema.optionalKey(Instant)
})
export interface SigningSecret extends Schema.Schema.Type<typeof SigningSecret> {}

/** Three secrets are valid already. */
export class RotationLimitReached extends Data.TaggedError("RotationLimitReached") {
  override get message() {
    return `At most ${maxValid} signing secrets are valid at once. Wait until the overlap of an earlier one has ended.`
  }
}

/** The secrets that sign at an instant, newest first, as they are kept: a clock that went back changes no order. */
export const validAt = (secrets: ReadonlyArray<SigningSecret>, at: Instant): ReadonlyArray<SigningSecret> =>
  secrets.filter((secret) => secret.endsAt === undefined || secret.endsAt > at)

/** A new secret beside the ones before: the replaced one signs along for the overlap. Ended ones are dropped. */
export const rotate = (
  secrets: ReadonlyArray<SigningSecret>,
  fresh: { readonly id: string; readonly sealed: Sealed },
  overlapSeconds: number,
  at: Instant
): Result.Result<ReadonlyArray<SigningSecret>, RotationLimitReached> => {
  const replaced = secrets.map((secret) =>
    secret.endsAt === undefined ? { ...secret, endsAt: at + overlapSeconds * 1000 } : secret
  )
  const valid = validAt(replaced, at)
  return valid.length >= maxValid
    ? Result.fail(new RotationLimitReached())
    : Result.succeed([{ ...fresh, createdAt: at }, ...valid])
}
