/**
 * Refusals: the one shape of every error on the wire, and the one table that gives each its status and code.
 *
 * An endpoint names the errors that its handler may fail with, by tag; from that come the types that the handler is
 * checked against and the answers that OpenAPI lists. The table is total: an error without a row does not compile.
 */
import { Schema, SchemaGetter } from "effect"
import { HttpApiSchema } from "effect/http-api"
import type { Refused, Tag } from "./Refused.ts"
import type * as Unacceptable from "./Unacceptable.ts"

/** The codes of each status. A code is stable; the message beside it is for people. */
const codes = {
  400: ["invalid_request", "invalid_slug", "reserved_slug", "invalid_engine_version"],
  401: ["unauthorized"],
  403: ["forbidden", "org_suspended"],
  404: ["not_found"],
  405: ["method_not_allowed"],
  409: [
    "slug_taken",
    "environment_limit_reached",
    "live_environment_immutable",
    "legacy_environment",
    "key_not_rollable",
    "key_known_elsewhere",
    "wrong_environment_kind",
    "endpoint_limit_reached",
    "rotation_limit_reached",
    "run_not_cancellable",
    "last_manager",
    "idempotency_conflict"
  ],
  413: ["payload_too_large"],
  415: ["unsupported_media_type"],
  429: ["rate_limited"],
  500: ["internal_error"],
  503: ["auth_unavailable", "queue_unavailable", "storage_unavailable"]
} as const

export type Status = keyof typeof codes

type Row<E> = {
  readonly [S in Status]: {
    readonly status: S
    readonly code: (typeof codes)[S][number]
    /** Which fields are at fault, where some are. */
    readonly details?: (error: E) => ReadonlyArray<Unacceptable.Fault>
  }
}[Status]

const notFound = { status: 404, code: "not_found" } as const

/** The error says what is wrong with one field. */
const faultAt = (path: string) =>
  ({
    status: 400,
    code: "invalid_request",
    details: ({ message }: Error) => [{ path, message }]
  }) as const

const table: { readonly [E in Refused as E["_tag"]]: Row<E> } = {
  ApiKeyNotFound: notFound,
  AuthUnavailable: { status: 503, code: "auth_unavailable" },
  CloneSourceRefused: faultAt("from"),
  DeliveryNotFound: notFound,
  EmailTaken: faultAt("email"),
  EmailUnknown: faultAt("email"),
  EndpointLimitReached: { status: 409, code: "endpoint_limit_reached" },
  EndpointNotFound: notFound,
  EngineNotFound: notFound,
  EngineSlugTaken: { status: 409, code: "slug_taken" },
  EngineVersionNotFound: notFound,
  EnvironmentGone: { status: 401, code: "unauthorized" },
  EnvironmentLimitReached: { status: 409, code: "environment_limit_reached" },
  EnvironmentNotFound: notFound,
  ExecutorUrlRefused: faultAt("executor.url"),
  ExpiryNotAhead: faultAt("expires_at"),
  Forbidden: { status: 403, code: "forbidden" },
  GrantRefused: { status: 403, code: "forbidden" },
  IdempotencyConflict: { status: 409, code: "idempotency_conflict" },
  InternalError: { status: 500, code: "internal_error" },
  InvalidEngineVersion: { status: 400, code: "invalid_engine_version" },
  InvalidRange: { status: 400, code: "invalid_request", details: (error) => [error] },
  InvalidRequest: { status: 400, code: "invalid_request", details: (error) => error.details },
  InvalidSlug: { status: 400, code: "invalid_slug" },
  KeyKnownElsewhere: { status: 409, code: "key_known_elsewhere" },
  KeyNotRollable: { status: 409, code: "key_not_rollable" },
  LastManager: { status: 409, code: "last_manager" },
  LegacyEnvironment: { status: 409, code: "legacy_environment" },
  LinkRefused: { status: 401, code: "unauthorized" },
  LiveEnvironmentImmutable: { status: 409, code: "live_environment_immutable" },
  MemberNotFound: notFound,
  MethodNotAllowed: { status: 405, code: "method_not_allowed" },
  OperatorUnknown: { status: 401, code: "unauthorized" },
  OrgNotFound: notFound,
  OrgNotJoined: faultAt("org_id"),
  OrgSuspended: { status: 403, code: "org_suspended" },
  OtherOrigin: { status: 403, code: "forbidden" },
  PayloadTooLarge: { status: 413, code: "payload_too_large" },
  PermissionLiveOnly: faultAt("permissions"),
  PermissionNotHeld: { status: 403, code: "forbidden" },
  QueueUnavailable: { status: 503, code: "queue_unavailable" },
  RateLimited: { status: 429, code: "rate_limited" },
  ReservedSlug: { status: 400, code: "reserved_slug" },
  RotationLimitReached: { status: 409, code: "rotation_limit_reached" },
  RunNotCancellable: { status: 409, code: "run_not_cancellable" },
  RunNotFound: notFound,
  SignedOut: { status: 401, code: "unauthorized" },
  SigningSecretMissing: faultAt("executor"),
  SlugTaken: { status: 409, code: "slug_taken" },
  StorageUnavailable: { status: 503, code: "storage_unavailable" },
  TooManyStreams: { status: 429, code: "rate_limited" },
  TooManyUnauthorized: { status: 429, code: "rate_limited" },
  Unauthorized: { status: 401, code: "unauthorized" },
  UnknownPath: notFound,
  UnsupportedMediaType: { status: 415, code: "unsupported_media_type" },
  WrongEnvironmentKind: { status: 409, code: "wrong_environment_kind" },
  UrlRefused: faultAt("url")
}

/** An error as it goes out, but for the id of the request that it answers. */
export interface Refusal {
  readonly status: Status
  readonly code: string
  readonly message: string
  readonly details?: ReadonlyArray<Unacceptable.Fault>
}

/** Whether the table has a row for what a call failed with. */
export const isRefused = (error: unknown): error is Refused =>
  error instanceof Error && "_tag" in error && typeof error._tag === "string" && Object.hasOwn(table, error._tag)

/** How an error is told to the caller. */
export const of = (error: Refused): Refusal => {
  const { code, details, status } = table[error._tag] as Row<Refused>
  return details === undefined
    ? { status, code, message: error.message }
    : {
        status,
        code,
        message: "The request is not valid: `details` names each fault. Correct them and send it again.",
        details: details(error).map(({ message, path }) => ({ path, message }))
      }
}

const shapeNames = {
  400: "BadRequest",
  401: "Unauthorized",
  403: "Forbidden",
  404: "NotFound",
  405: "MethodNotAllowed",
  409: "Conflict",
  413: "PayloadTooLarge",
  415: "UnsupportedMediaType",
  429: "TooManyRequests",
  500: "InternalError",
  503: "Unavailable"
} as const satisfies { readonly [S in Status]: string }

const shape = (status: Status) =>
  Schema.Struct({
    code: codes[status].length === 1 ? Schema.Literal(codes[status][0]) : Schema.Literals(codes[status]),
    message: Schema.String,
    request_id: Schema.String,
    ...(status === 400
      ? { details: Schema.optionalKey(Schema.Array(Schema.Struct({ path: Schema.String, message: Schema.String }))) }
      : {})
  }).annotate({ identifier: shapeNames[status] })

const shapes = new Map(Object.keys(codes).map((status) => [Number(status) as Status, shape(Number(status) as Status)]))

/** Where a declared error keeps which tags it stands for. */
const tagsKey = "@nexio/adapters-http/api/Refusal/tags"

/** The tags that a declared error stands for. */
export const tagsOf = (declared: Schema.Top): ReadonlyArray<Tag> =>
  (Schema.resolveAnnotations(declared)?.[tagsKey] as ReadonlyArray<Tag> | undefined) ?? []

/** The status and code of a tag, and the name of the schema that is its shape. */
export const rowOf = (tag: Tag): { readonly status: Status; readonly code: string; readonly shape: string } => ({
  status: table[tag].status,
  code: table[tag].code,
  shape: shapeNames[table[tag].status]
})

/**
 * The errors of these tags, as an endpoint or a middleware declares them: one schema for each status.
 *
 * They only say what may happen. What writes an answer is the middleware that knows the request's id.
 */
export const refusals = <const Tags extends ReadonlyArray<Tag>>(
  ...tags: Tags
): ReadonlyArray<Schema.Codec<Extract<Refused, { readonly _tag: Tags[number] }>>> =>
  [...new Set(tags.map((tag) => table[tag].status))].map((status) => {
    const ofStatus = tags.filter((tag) => table[tag].status === status)
    return Schema.declare(
      (error): error is Extract<Refused, { readonly _tag: Tags[number] }> =>
        isRefused(error) && ofStatus.includes(error._tag)
    ).pipe(
      Schema.encodeTo(shapes.get(status) as Schema.Top as Schema.Codec<unknown>, {
        decode: SchemaGetter.forbidden(() => "A refusal is only written"),
        encode: SchemaGetter.forbidden(() => "A refusal is written with the id of its request")
      }),
      Schema.annotate({ [tagsKey]: ofStatus }),
      HttpApiSchema.status(status)
    ) as unknown as Schema.Codec<Extract<Refused, { readonly _tag: Tags[number] }>>
  })
