/** What serves the contract: handlers that translate between HTTP and the use cases of the core, and no host. */
import type { StorageUnavailable } from "@nexio/core"
import { Effect, Layer, type Redacted } from "effect"
import { HttpRouter } from "effect/http"
import { HttpApiBuilder } from "effect/http-api"
import { NexioApi } from "../api/NexioApi.ts"
import * as ApiKeysHandlers from "./ApiKeysHandlers.ts"
import * as AuditLogHandlers from "./AuditLogHandlers.ts"
import { ClientAddress } from "./ClientAddress.ts"
import * as ConfigurationsHandlers from "./ConfigurationsHandlers.ts"
import * as DeliveriesHandlers from "./DeliveriesHandlers.ts"
import * as Documents from "./Documents.ts"
import * as EnginesHandlers from "./EnginesHandlers.ts"
import * as EnvironmentsHandlers from "./EnvironmentsHandlers.ts"
import * as FlatErrors from "./FlatErrors.ts"
import * as JsonBody from "./JsonBody.ts"
import * as KeyAccess from "./KeyAccess.ts"
import * as MeHandlers from "./MeHandlers.ts"
import * as MembersHandlers from "./MembersHandlers.ts"
import * as MetricsHandlers from "./MetricsHandlers.ts"
import * as OpenIdPages from "./OpenIdPages.ts"
import type { OpenId } from "./OpenIdProvider.ts"
import * as OperatorAccess from "./OperatorAccess.ts"
import * as OrgKeysHandlers from "./OrgKeysHandlers.ts"
import * as OrgsHandlers from "./OrgsHandlers.ts"
import * as OwnMembersHandlers from "./OwnMembersHandlers.ts"
import type { ReadBacklog } from "./ProcessMetrics.ts"
import * as ReplaysHandlers from "./ReplaysHandlers.ts"
import * as ReportsHandlers from "./ReportsHandlers.ts"
import * as RunStreamHandlers from "./RunStreamHandlers.ts"
import * as RunsHandlers from "./RunsHandlers.ts"
import * as SameOrigin from "./SameOrigin.ts"
import * as SessionAccess from "./SessionAccess.ts"
import * as SessionHandlers from "./SessionHandlers.ts"
import * as ShortWay from "./ShortWay.ts"
import * as SystemHandlers from "./SystemHandlers.ts"
import type * as TrustedProxies from "./TrustedProxies.ts"
import * as UnauthorizedThrottle from "./UnauthorizedThrottle.ts"
import * as Unmatched from "./Unmatched.ts"
import * as WebhooksHandlers from "./WebhooksHandlers.ts"

export * as BodyText from "./BodyText.ts"
export type { OpenId } from "./OpenIdProvider.ts"
export * as PlainRead from "./PlainRead.ts"
export * as PlainSubmission from "./PlainSubmission.ts"
export * as RequestId from "./RequestId.ts"
export * as RequestMetrics from "./RequestMetrics.ts"
export * as TrustedProxies from "./TrustedProxies.ts"

export interface Options {
  /** Succeeds while storage answers. */
  readonly ready: Effect.Effect<unknown, StorageUnavailable>
  /** Any of which the operator may show; none, and there is nothing under `/admin`. */
  readonly operatorTokens?: ReadonlyArray<Redacted.Redacted> | undefined
  /** The provider that vouches for members; without one they sign in by links alone. */
  readonly openId?: OpenId | undefined
  /** The proxies whose `X-Forwarded-For` counts. Default: nobody's. */
  readonly trustedProxies?: TrustedProxies.TrustedProxies | undefined
  /** How many 401s a client address is answered in a minute, before 429s. Default: 120. */
  readonly unauthorizedPerMinute?: number | undefined
  /** The address that people reach the server at, without a slash at the end: where sign-in links lead. */
  readonly publicUrl: () => string
  /** What waits for workers, for the metrics; left out, they do not say it. */
  readonly backlog?: ReadBacklog | undefined
  /** The version that the metrics name. */
  readonly version?: string | undefined
  /** Serves `/health` and `/ready` and the metrics, and nothing else. */
  readonly healthOnly?: boolean | undefined
  /** Returns when the server stops, so that live updates end; default: never, and they end when they do. */
  readonly stopping?: Effect.Effect<void> | undefined
}

/** The routes of the whole contract, and of the documents that describe it. */
export const layer = ({
  backlog,
  openId,
  operatorTokens = [],
  publicUrl,
  ready,
  stopping,
  trustedProxies,
  version = "unknown"
}: Options) =>
  Layer.mergeAll(
    HttpApiBuilder.layer(NexioApi, { openapiPath: Documents.openapiPath }),
    Documents.layer,
    OpenIdPages.layer(openId, publicUrl)
  ).pipe(
    Layer.provide([
      SystemHandlers.layer(ready),
      MeHandlers.layer,
      EnvironmentsHandlers.layer,
      ConfigurationsHandlers.layer,
      ApiKeysHandlers.layer,
      EnginesHandlers.layer,
      RunsHandlers.layer,
      ReplaysHandlers.layer,
      WebhooksHandlers.layer,
      DeliveriesHandlers.layer,
      ReportsHandlers.layer,
      AuditLogHandlers.layer,
      OrgsHandlers.layer,
      OrgKeysHandlers.layer,
      MembersHandlers.layer(publicUrl),
      OwnMembersHandlers.layer,
      SessionHandlers.layer(publicUrl),
      RunStreamHandlers.layer(stopping),
      MetricsHandlers.layer(version, backlog)
    ]),
    Layer.provide([
      KeyAccess.layer,
      SessionAccess.layer,
      SameOrigin.layer(publicUrl),
      OperatorAccess.layer(operatorTokens),
      JsonBody.layer,
      FlatErrors.layer
    ]),
    Layer.provide(ClientAddress.layer(trustedProxies))
  )

/** Answers every request, known or not, and never fails. */
export const httpEffect = Effect.fnUntraced(function* (options: Options) {
  const routed = yield* HttpRouter.toHttpEffect(layer(options)).pipe(
    Effect.provideService(HttpRouter.RouterConfig, Unmatched.routing)
  )
  const answering = Unmatched.answering({
    hasOperator: (options.operatorTokens ?? []).length > 0,
    hasOpenId: options.openId !== undefined
  })
  const whole = answering(ShortWay.orFailed(routed))
  const throttle = UnauthorizedThrottle.make({
    perMinute: options.unauthorizedPerMinute,
    proxies: options.trustedProxies
  })
  return throttle(options.healthOnly === true ? answering(Unmatched.healthOnly(whole)) : whole)
})
