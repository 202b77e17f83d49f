import { Data } from "effect"

/**
 * Storage did not answer, or the outcome of a commit is unknown: the write may have happened. Whoever repeats it
 * with the same idempotency key gets one effect. A port's only error that is not a decision of the domain.
 */
export class StorageUnavailable extends Data.TaggedError("StorageUnavailable")<{ readonly cause?: unknown }> {
  override get message() {
    return "Storage is unavailable, and a change may or may not have been made. Repeat the request with the same Idempotency-Key."
  }
}
