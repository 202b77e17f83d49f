/** Each refusal for instance, so that the documents show what is really said. */
import {
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
import { control } from "../Access.ts"
import type { Json } from "../Operation.ts"
import * as Refusal from "../Refusal.ts"
import type { Refused, Tag } from "../Refused.ts"
import * as Unacceptable from "../Unacceptable.ts"

const errors: { readonly [E in Refused as E["_tag"]]: E } = {
  ApiKeyNotFound: new ApiKey.ApiKeyNotFound(),
  AuthUnavailable: new AuthUnavailable(),
  CloneSourceRefused: new Clone.CloneSourceRefused({ from: "nowhere", reason: "unknown" }),
  DeliveryNotFound: new Delivery.DeliveryNotFound(),
  EmailTaken: new Member.EmailTaken({ email: "ada@example.com" }),
  EmailUnknown: new SignInLink.EmailUnknown({ email: "ada@example.com" }),
  EndpointLimitReached: new Endpoint.EndpointLimitReached({ limit: 10, counted: "active" }),
  EndpointNotFound: new Endpoint.EndpointNotFound(),
  EngineNotFound: new Engine.EngineNotFound({ engine: "pricing" }),
  EngineSlugTaken: new Engine.EngineSlugTaken({ slug: "pricing" }),
  EngineVersionNotFound: new Engine.EngineVersionNotFound(),
  EnvironmentGone: new Environment.EnvironmentGone(),
  EnvironmentLimitReached: new Tenancy.EnvironmentLimitReached({ limit: 5 }),
  EnvironmentNotFound: new Environment.EnvironmentNotFound({ environment: "dev" }),
  ExecutorUrlRefused: new ExecutorUrlRefused({ reason: "The host's addresses are private." }),
  ExpiryNotAhead: new ApiKey.ExpiryNotAhead(),
  Forbidden: new Principal.Forbidden({ requirement: control("environments:manage") }),
  GrantRefused: new Member.GrantRefused({ permissions: ["engines:manage"] }),
  IdempotencyConflict: new Idempotency.IdempotencyConflict({ key: "order-4711" }),
  InternalError: new Unacceptable.InternalError(),
  InvalidEngineVersion: new VersionRequest.InvalidEngineVersion({ version: "latest" }),
  InvalidRange: new InvalidRange({ path: "from", message: "It is not on the boundary of a day." }),
  InvalidRequest: new Unacceptable.InvalidRequest({
    details: [{ path: "name", message: "Required, but missing." }]
  }),
  InvalidSlug: new Slug.InvalidSlug({ slug: "My Env" }),
  KeyKnownElsewhere: new LegacyKeys.KeyKnownElsewhere({ names: ["CI"] }),
  KeyNotRollable: new Roll.KeyNotRollable({ because: "revoked" }),
  LastManager: new Member.LastManager(),
  LegacyEnvironment: new ApiKey.LegacyEnvironment(),
  LinkRefused: new Session.LinkRefused(),
  LiveEnvironmentImmutable: new Tenancy.LiveEnvironmentImmutable(),
  MemberNotFound: new Member.MemberNotFound(),
  MethodNotAllowed: new Unacceptable.MethodNotAllowed({ allowed: ["GET", "HEAD", "POST"] }),
  OperatorUnknown: new Unacceptable.OperatorUnknown(),
  OrgNotFound: new Org.OrgNotFound({ orgId: "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01" }),
  OrgNotJoined: new Session.OrgNotJoined(),
  OrgSuspended: new OrgSuspended(),
  OtherOrigin: new Unacceptable.OtherOrigin({ publicUrl: "https://nexio.example.com" }),
  PayloadTooLarge: new Unacceptable.PayloadTooLarge(),
  PermissionLiveOnly: new ApiKey.PermissionLiveOnly({ permissions: ["environments:manage"] }),
  PermissionNotHeld: new ApiKey.PermissionNotHeld({ permissions: ["webhooks:manage"] }),
  QueueUnavailable: new Unacceptable.QueueUnavailable({}),
  RateLimited: new RateLimit.RateLimited({ live: true, quota: 600, retryAfter: 17 }),
  ReservedSlug: new Slug.ReservedSlug({ slug: "live" }),
  RotationLimitReached: new SigningSecret.RotationLimitReached(),
  RunNotCancellable: new Run.RunNotCancellable({ status: "completed" }),
  RunNotFound: new Run.RunNotFound(),
  SignedOut: new Session.SignedOut(),
  SigningSecretMissing: new Engine.SigningSecretMissing({ engine: "default" }),
  SlugTaken: new Tenancy.SlugTaken({ slug: "dev" }),
  StorageUnavailable: new StorageUnavailable({}),
  TooManyStreams: new Unacceptable.TooManyStreams({ most: 5, retryAfter: 60 }),
  TooManyUnauthorized: new Unacceptable.TooManyUnauthorized({ retryAfter: 17 }),
  Unauthorized: new Unauthorized(),
  UnknownPath: new Unacceptable.UnknownPath(),
  UnsupportedMediaType: new Unacceptable.UnsupportedMediaType(),
  UrlRefused: new UrlRefused({ reason: "The host's addresses are private." }),
  WrongEnvironmentKind: new Clone.WrongEnvironmentKind({ slug: "live", kind: "live" })
}

/** The body that an error is answered with. */
export const exampleOf = (tag: Tag): Json => {
  const { code, details, message } = Refusal.of(errors[tag])
  return {
    code,
    message,
    request_id: "7c1f2a8e-0d44-4c1b-9a5d-3f1f0c9be2a7",
    ...(details === undefined ? {} : { details })
  }
}
