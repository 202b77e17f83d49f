/**
 * The port to cryptography: random secrets, hashes, and sealing under the master key.
 *
 * Everything is synchronous, because a hash stands on the path of every request.
 */
import { Context, Data, type Effect, type Redacted, Schema } from "effect"
import type { OrgId } from "../id/Id.ts"

/** Lowercase hex of a SHA-256: how a key is stored and found. */
export const Hash = Schema.String.check(Schema.isPattern(/^[0-9a-f]{64}$/u)).pipe(Schema.brand("Hash"))
export type Hash = typeof Hash.Type

/** A secret sealed with AES-256-GCM; its text names the master key that opens it. */
export const Sealed = Schema.NonEmptyString.pipe(Schema.brand("Sealed"))
export type Sealed = typeof Sealed.Type

/** An HMAC-SHA256 under a key derived from a master key; its text names that: `<master key's name>.<hex>`. */
export const Mac = Schema.String.check(Schema.isPattern(/^[0-9A-Za-z_-]{1,32}\.[0-9a-f]{64}$/u)).pipe(
  Schema.brand("Mac")
)
export type Mac = typeof Mac.Type

/** What a sealed secret is bound to: moved to another org, kind or row, it does not open. */
export type Binding =
  | { readonly kind: "signing_secret" | "auth_token"; readonly orgId: OrgId; readonly row: string }
  /** The one value by which a database knows its master key. */
  | { readonly kind: "master_key_check" }

/** A sealed secret does not open: no configured master key fits, or it was moved or altered. */
export class SecretUnreadable extends Data.TaggedError("SecretUnreadable")<{ readonly binding: Binding }> {
  override get message() {
    return `A ${this.binding.kind} does not open with any configured master key. Add the key that sealed it to NEXIO_MASTER_KEY.`
  }
}

export class Secrets extends Context.Service<
  Secrets,
  {
    /** 32 random bytes. */
    readonly random: () => Uint8Array
    /** SHA-256 of the text's UTF-8 bytes. */
    readonly hash: (text: string) => Hash
    readonly seal: (secret: Redacted.Redacted, binding: Binding) => Sealed
    readonly open: (sealed: Sealed, binding: Binding) => Effect.Effect<Redacted.Redacted, SecretUnreadable>
    /** What proves later that a server wrote this text: made under the master key that seals. */
    readonly mac: (content: string) => Mac
    /** Whether a MAC is this text's, under whichever of the master keys. */
    readonly isMacOf: (mac: Mac, content: string) => boolean
  }
>()("@nexio/core/secret/Secrets") {}
