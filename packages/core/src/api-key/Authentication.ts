/**
 * From the text of a key to who makes the call.
 *
 * There is no cache: a key is one hash and one indexed look-up of a row that holds all that is needed, and whatever
 * changes that changes the row in its own transaction. So a revocation holds from the moment it was acknowledged.
 */
import { Context, Data, type Duration, Effect, Layer, Redacted, Result } from "effect"
import * as Instant from "../instant/Instant.ts"
import { Secrets } from "../secret/Secrets.ts"
import { ApiKeyStore } from "./ApiKeyStore.ts"
import * as KeyText from "./KeyText.ts"
import * as LastUse from "./LastUse.ts"
import type { KeyPrincipal } from "./Principal.ts"

/** What the row of a key says about it. */
export interface Credential extends KeyPrincipal {
  readonly revokedAt?: Instant.Instant | undefined
  readonly expiresAt?: Instant.Instant | undefined
  readonly environmentActive: boolean
  readonly orgSuspended: boolean
}

/** No key, or none that authenticates. Why is not said. */
export class Unauthorized extends Data.TaggedError("Unauthorized") {
  override get message() {
    return "Missing or invalid API key"
  }
}

/** The key is right, but the operator has suspended its org. */
export class OrgSuspended extends Data.TaggedError("OrgSuspended")<{
  /** Whom the key was found to be of, where that is why: such requests are counted all the same. */
  readonly principal?: KeyPrincipal
}> {
  constructor(found: { readonly principal?: KeyPrincipal } = {}) {
    super(found)
  }

  override get message() {
    return "This org is suspended. Ask the operator of this server to lift the suspension."
  }
}

/** Keys cannot be looked up at present. */
export class AuthUnavailable extends Data.TaggedError("AuthUnavailable") {
  override get message() {
    return "API keys cannot be checked at the moment. Try again shortly."
  }
}

/** Decides whether a key whose row was found by the hash of `text` authenticates at this instant. */
export const admit = (
  credential: Credential,
  text: string,
  at: Instant.Instant
): Result.Result<KeyPrincipal, Unauthorized | OrgSuspended> => {
  if (
    !text.startsWith(KeyText.prefixOf(credential.environment)) ||
    !credential.environmentActive ||
    credential.revokedAt !== undefined ||
    (credential.expiresAt !== undefined && credential.expiresAt <= at)
  ) {
    return Result.fail(new Unauthorized())
  }
  return credential.orgSuspended ? Result.fail(new OrgSuspended({ principal: credential })) : Result.succeed(credential)
}

export class Authentication extends Context.Service<
  Authentication,
  {
    /** Who holds the key of this text. */
    readonly verify: (
      text: Redacted.Redacted
    ) => Effect.Effect<KeyPrincipal, Unauthorized | OrgSuspended | AuthUnavailable>
  }
>()("@nexio/core/api-key/Authentication") {
  /** Notes who was verified, and writes it each `period` and when the layer's scope closes. */
  static readonly layerNoting = (period: Duration.Duration) =>
    Layer.effect(
      Authentication,
      Effect.gen(function* () {
        const store = yield* ApiKeyStore
        const secrets = yield* Secrets
        const note = yield* LastUse.noting(period)
        return Authentication.of({
          // On the path of every request: without a generator it takes a third less.
          verify: (key) => {
            const text = Redacted.value(key)
            if (!KeyText.isShaped(text)) return Effect.fail(new Unauthorized())
            return Effect.matchEffect(store.find(secrets.hash(text)), {
              onFailure: () => Effect.fail(new AuthUnavailable()),
              onSuccess: (credential) =>
                credential === undefined
                  ? Effect.fail(new Unauthorized())
                  : Effect.flatMap(Instant.now, (at) => {
                      const admitted = admit(credential, text, at)
                      if (Result.isFailure(admitted)) return Effect.fail(admitted.failure)
                      note(admitted.success, at)
                      return Effect.succeed(admitted.success)
                    })
            })
          }
        })
      })
    )

  static readonly layer = Authentication.layerNoting(LastUse.defaultPeriod)
}
