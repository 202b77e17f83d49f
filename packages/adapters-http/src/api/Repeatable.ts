/** POSTs that may be repeated: with the same `Idempotency-Key` they have one effect and get the first answer. */
import { Idempotency } from "@nexio/core"
import { Schema } from "effect"

/** The headers of every POST. */
export const repeatable = {
  "idempotency-key": Schema.optionalKey(
    Idempotency.IdempotencyKey.annotate({
      description:
        "1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer.",
      message: "Expected 1 to 255 visible ASCII characters"
    })
  )
}

/** What a POST that writes in an environment may be refused with, whatever it writes. */
export const refusedInEnvironment = [
  "EnvironmentGone",
  "OrgSuspended",
  "IdempotencyConflict",
  "StorageUnavailable"
] as const

/** A key or secret in the first answer; a repeated request is answered without it. */
export const ShownOnce = Schema.optionalKey(
  Schema.String.annotate({ description: "Shown here and never again: the answer to a repeated request leaves it out." })
)
