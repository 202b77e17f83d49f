/** Every error that a call can be refused with: the core's, and those of HTTP itself. */
import type {
  ApiKey,
  AuthUnavailable,
  Clone,
  Delivery,
  Endpoint,
  Engine,
  Environment,
  ExecutorUrlRefused,
  Idempotency,
  InvalidRange,
  LegacyKeys,
  Member,
  Org,
  OrgSuspended,
  Principal,
  RateLimit,
  Roll,
  Run,
  Session,
  SignInLink,
  SigningSecret,
  Slug,
  StorageUnavailable,
  Tenancy,
  Unauthorized,
  UrlRefused,
  VersionRequest
} from "@nexio/core"
import type * as Unacceptable from "./Unacceptable.ts"

export type Refused =
  | ApiKey.ApiKeyNotFound
  | ApiKey.ExpiryNotAhead
  | ApiKey.LegacyEnvironment
  | ApiKey.PermissionLiveOnly
  | ApiKey.PermissionNotHeld
  | AuthUnavailable
  | Clone.CloneSourceRefused
  | Clone.WrongEnvironmentKind
  | Delivery.DeliveryNotFound
  | Endpoint.EndpointLimitReached
  | Endpoint.EndpointNotFound
  | Engine.EngineNotFound
  | Engine.EngineSlugTaken
  | Engine.EngineVersionNotFound
  | Engine.SigningSecretMissing
  | Environment.EnvironmentNotFound
  | ExecutorUrlRefused
  | Idempotency.IdempotencyConflict
  | InvalidRange
  | LegacyKeys.KeyKnownElsewhere
  | Member.EmailTaken
  | Member.GrantRefused
  | Member.LastManager
  | Member.MemberNotFound
  | Session.LinkRefused
  | Session.OrgNotJoined
  | Session.SignedOut
  | SignInLink.EmailUnknown
  | Org.OrgNotFound
  | OrgSuspended
  | Principal.Forbidden
  | Environment.EnvironmentGone
  | RateLimit.RateLimited
  | Roll.KeyNotRollable
  | Run.RunNotCancellable
  | Run.RunNotFound
  | SigningSecret.RotationLimitReached
  | Slug.InvalidSlug
  | Slug.ReservedSlug
  | StorageUnavailable
  | Tenancy.EnvironmentLimitReached
  | Tenancy.LiveEnvironmentImmutable
  | Tenancy.SlugTaken
  | Unacceptable.InternalError
  | Unacceptable.InvalidRequest
  | Unacceptable.MethodNotAllowed
  | Unacceptable.OperatorUnknown
  | Unacceptable.OtherOrigin
  | Unacceptable.PayloadTooLarge
  | Unacceptable.QueueUnavailable
  | Unacceptable.TooManyUnauthorized
  | Unacceptable.TooManyStreams
  | Unacceptable.UnknownPath
  | Unacceptable.UnsupportedMediaType
  | Unauthorized
  | UrlRefused
  | VersionRequest.InvalidEngineVersion

export type Tag = Refused["_tag"]
