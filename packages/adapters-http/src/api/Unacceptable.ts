/** Requests that are refused before a use case sees them: the refusals that are HTTP's own, and none of the core's. */
import { Data } from "effect"

/** A field at fault: `path` is its place in the body, such as `events.0`, or the name of a parameter or header. */
export interface Fault {
  readonly path: string
  readonly message: string
}

/** The body, the query or a header is not what the call takes. */
export class InvalidRequest extends Data.TaggedError("InvalidRequest")<{ readonly details: ReadonlyArray<Fault> }> {}

/** The body is longer than what a call takes. */
export class PayloadTooLarge extends Data.TaggedError("PayloadTooLarge") {
  override get message() {
    return "The body is longer than 1 MiB. Send a shorter one."
  }
}

/** The body is of another media type than JSON. */
export class UnsupportedMediaType extends Data.TaggedError("UnsupportedMediaType") {
  override get message() {
    return "Send the body as JSON, with Content-Type: application/json and without Content-Encoding."
  }
}

/** There is nothing at this path. */
export class UnknownPath extends Data.TaggedError("UnknownPath") {
  override get message() {
    return "There is nothing at this path. /openapi.json lists the calls that there are."
  }
}

/** There is something at this path, but not by this method. */
export class MethodNotAllowed extends Data.TaggedError("MethodNotAllowed")<{
  readonly allowed: ReadonlyArray<string>
}> {
  override get message() {
    return `This path takes ${this.allowed.join(", ")}.`
  }
}

/** A page of another origin asks for a change in the name of who is signed in. */
export class OtherOrigin extends Data.TaggedError("OtherOrigin")<{ readonly publicUrl: string }> {
  override get message() {
    return `This comes from a page of another address. Open the portal at ${this.publicUrl} and try it there.`
  }
}

/** The operator's token is missing or wrong. */
export class OperatorUnknown extends Data.TaggedError("OperatorUnknown") {
  override get message() {
    return "Missing or invalid operator token"
  }
}

/** More requests came from an address without a valid key, or the operator's token, than are answered one by one. */
export class TooManyUnauthorized extends Data.TaggedError("TooManyUnauthorized")<{
  /** Seconds until the next minute. */
  readonly retryAfter: number
}> {
  override get message() {
    return `Too many requests came from this address without a valid API key or token. Check which one you send, and try again in ${this.retryAfter} s.`
  }
}

/** A session listens at as many streams as it may. */
export class TooManyStreams extends Data.TaggedError("TooManyStreams")<{
  readonly most: number
  /** Seconds. */
  readonly retryAfter: number
}> {
  override get message() {
    return `Your session has ${this.most} live updates open, which is as many as it may. Close a page, and try again.`
  }
}

/** Storage did not take a submitted run, or did not say whether it did. */
export class QueueUnavailable extends Data.TaggedError("QueueUnavailable")<{ readonly cause?: unknown }> {
  override get message() {
    return "Runs cannot be queued at the moment, and this one may or may not have been. Repeat the request with the same Idempotency-Key."
  }
}

/** What went wrong is a fault of the server's, and its cause is for the server's log alone. */
export class InternalError extends Data.TaggedError("InternalError") {
  override get message() {
    return "Something went wrong here. Try again, and if it happens again send the request_id to the operator of this server."
  }
}
