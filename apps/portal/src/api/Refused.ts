/** Why a call came to nothing: the server refused it, or was not reached. */

/** A refusal as the server tells it: `code` is stable, the message says what to do next. */
export class Refused extends Error {
  override readonly name = "Refused"
  readonly status: number
  readonly code: string
  /** The fields at fault, by their names in the request. */
  readonly faults: Readonly<Record<string, string>>
  readonly requestId: string | undefined
  /** Seconds after which it may be asked again; of 429 and 503. */
  readonly retryAfter: number | undefined

  constructor(response: Response, body: unknown) {
    const { code, details, message, request_id } = (isObject(body) ? body : {}) as Partial<Flat>
    super(message ?? `The server answered ${response.status}, without a reason.`)
    this.status = response.status
    this.code = code ?? "unknown"
    this.faults = Object.fromEntries((details ?? []).map((fault) => [fault.path, fault.message]))
    this.requestId = request_id
    const wait = Number(response.headers.get("retry-after") ?? Number.NaN)
    this.retryAfter = Number.isFinite(wait) ? wait : undefined
  }
}

/** No answer came: the server is down, or the network between. */
export class Unreached extends Error {
  override readonly name = "Unreached"
  override readonly message = "The server cannot be reached."
}

/** The contract's flat error (section 3). */
interface Flat {
  readonly code: string
  readonly message: string
  readonly request_id: string
  readonly details: ReadonlyArray<{ readonly path: string; readonly message: string }>
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null

export const isSignedOut = (error: unknown): boolean => error instanceof Refused && error.status === 401
