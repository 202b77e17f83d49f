/**
 * The contract: every call that is served, declared once, with no handler.
 *
 * `/api/v1` is the key's face, `/api` the portal's, which is made from the same groups, and `/admin/v1` the operator's.
 * What serves the calls and `/openapi.json` both come from here.
 */
import { HttpApi, OpenApi } from "effect/http-api"
import { FlatErrors, KeyAccess, OperatorAccess, SameOrigin, SessionAccess } from "./Access.ts"
import { ApiKeysApi } from "./ApiKeysApi.ts"
import { AuditLogApi } from "./AuditLogApi.ts"
import { ConfigurationsApi } from "./ConfigurationsApi.ts"
import { DeliveriesApi } from "./DeliveriesApi.ts"
import { described } from "./document/OpenApiDocument.ts"
import { EnginesApi } from "./EnginesApi.ts"
import { EnvironmentsApi } from "./EnvironmentsApi.ts"
import { MeApi } from "./MeApi.ts"
import { MembersApi } from "./MembersApi.ts"
import { MetricsApi } from "./MetricsApi.ts"
import { OrgKeysApi } from "./OrgKeysApi.ts"
import { OrgsApi } from "./OrgsApi.ts"
import { OwnMembersApi } from "./OwnMembersApi.ts"
import { portalOf } from "./PortalFace.ts"
import { ReplaysApi } from "./ReplaysApi.ts"
import { ReportsApi } from "./ReportsApi.ts"
import { RunStreamApi } from "./RunStreamApi.ts"
import { RunsApi } from "./RunsApi.ts"
import { SessionApi } from "./SessionApi.ts"
import { SystemApi } from "./SystemApi.ts"
import { WebhooksApi } from "./WebhooksApi.ts"

/** What is sent is taken as it is meant or refused: an unknown field is an error, and every fault is named. */
export const strict = { onExcessProperty: "error", errors: "all" } as const

/** What keys and members call, each on their face. */
const shared = [
  MeApi,
  EnvironmentsApi,
  ConfigurationsApi,
  ApiKeysApi,
  EnginesApi,
  RunsApi,
  ReplaysApi,
  WebhooksApi,
  DeliveriesApi,
  ReportsApi,
  AuditLogApi
] as const

// The middleware that is added last is the outermost.
const KeyApi = HttpApi.make("key")
  .add(...shared)
  .middleware(KeyAccess)
  .prefix("/api/v1")

const PortalApi = HttpApi.make("portal")
  .add(...portalOf(shared), RunStreamApi, OwnMembersApi)
  .middleware(SameOrigin)
  .middleware(SessionAccess)
  .add(SessionApi)
  .prefix("/api")

const OperatorApi = HttpApi.make("operator")
  .add(OrgsApi, OrgKeysApi, MembersApi, MetricsApi)
  .middleware(OperatorAccess)
  .prefix("/admin/v1")

const declared = HttpApi.make("nexio")
  .add(SystemApi)
  .addHttpApi(KeyApi)
  .addHttpApi(PortalApi)
  .addHttpApi(OperatorApi)
  .middleware(FlatErrors)
  .annotate(HttpApi.PayloadParseOptions, strict)
  .annotate(HttpApi.QueryParseOptions, strict)

export const NexioApi = declared.annotateMerge(
  OpenApi.annotations({
    title: "Nexio",
    version: "1",
    summary: "Environments, API keys, runs, webhooks and usage of an org",
    description: "Environments, API keys, runs, webhooks and usage of an org.",
    license: { name: "MIT", identifier: "MIT" },
    servers: [{ url: ".", description: "The server that this document comes from" }],
    transform: (generated) => described(generated, declared.groups)
  })
)
