import { Context, Data, Effect, Layer, type Redacted } from "effect"
import type { Principal } from "../api-key/Principal.ts"
import * as Origin from "../audit/Origin.ts"
import type * as Standing from "../environment/Standing.ts"
import { type EndpointId, Ids, type Reach, type Scope } from "../id/Id.ts"
import { type IdempotencyConflict, type Remember, type Replayed, unremembered } from "../idempotency/Idempotency.ts"
import type { Page, PageRequest } from "../page/Page.ts"
import * as Overlap from "../secret/Overlap.ts"
import { Secrets } from "../secret/Secrets.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import * as Endpoint from "./Endpoint.ts"
import { Sender } from "./Sender.ts"
import * as SigningSecret from "./SigningSecret.ts"
import { WebhookStore } from "./WebhookStore.ts"

/** An endpoint with a signing secret that was just made, which is shown once. */
export interface SecretEndpoint {
  readonly endpoint: Endpoint.Endpoint
  readonly secret: Redacted.Redacted
}

/** The server sends nothing to this URL. */
export class UrlRefused extends Data.TaggedError("UrlRefused")<{ readonly reason: string }> {
  override get message() {
    return this.reason
  }
}

type Unstored = Standing.Refused | StorageUnavailable
type Unrepeated = Replayed | IdempotencyConflict

/** The use cases of webhook endpoints. */
export class Webhooks extends Context.Service<
  Webhooks,
  {
    /**
     * A new endpoint of the caller's environment, active and not ordered where nothing else is said, with its signing
     * secret. Refused where nothing may be sent to its URL, or beyond the org's `endpoint_limit`.
     */
    readonly create: (
      caller: Pick<Principal, "orgId" | "environmentId" | "environment">,
      input: {
        readonly url: string
        readonly events: Endpoint.Endpoint["events"]
        readonly description?: string | undefined
        readonly active?: boolean | undefined
        readonly authToken?: Redacted.Redacted | undefined
        readonly rateLimitPerSecond?: number | undefined
        readonly ordered?: boolean | undefined
      },
      remember?: Remember<Endpoint.Endpoint>
    ) => Effect.Effect<SecretEndpoint, UrlRefused | Endpoint.EndpointLimitReached | Unrepeated | Unstored>
    /**
     * Changes what is given; a new URL is for future deliveries. `active: false` cancels pending ones, and `ordered` is
     * for them too.
     */
    readonly update: (
      scope: Scope,
      id: EndpointId,
      by: Omit<Endpoint.EndpointChange, "authToken"> & { readonly authToken?: Redacted.Redacted | null | undefined }
    ) => Effect.Effect<
      Endpoint.Endpoint,
      UrlRefused | Endpoint.EndpointNotFound | Endpoint.EndpointLimitReached | Unstored
    >
    /** Ends the endpoint and cancels its pending deliveries; their history stays. */
    readonly remove: (scope: Scope, id: EndpointId) => Effect.Effect<void, Endpoint.EndpointNotFound | Unstored>
    /** A new secret; the one before signs along for `overlapSeconds` (0 to 604,800; default 86,400). */
    readonly rotate: (
      scope: Scope,
      id: EndpointId,
      overlapSeconds?: number,
      remember?: Remember<Endpoint.Endpoint>
    ) => Effect.Effect<
      SecretEndpoint,
      Endpoint.EndpointNotFound | SigningSecret.RotationLimitReached | Unrepeated | Unstored
    >
    /** One that is not deleted. */
    readonly find: (
      reach: Reach,
      id: EndpointId
    ) => Effect.Effect<Endpoint.Endpoint, Endpoint.EndpointNotFound | StorageUnavailable>
    /** Those that are not deleted, newest first. */
    readonly list: (reach: Reach, page: PageRequest) => Effect.Effect<Page<Endpoint.Endpoint>, StorageUnavailable>
  }
>()("@nexio/core/webhook/Webhooks") {
  static readonly layer = Layer.effect(
    Webhooks,
    Effect.gen(function* () {
      const store = yield* WebhookStore
      const sender = yield* Sender
      const secrets = yield* Secrets
      const ids = yield* Ids

      const admit = (url: string | undefined) => {
        const reason = url === undefined ? undefined : sender.refusal(url)
        return reason === undefined ? Effect.void : Effect.fail(new UrlRefused({ reason }))
      }

      const seal = (orgId: Scope["orgId"], id: EndpointId, token: Redacted.Redacted) =>
        secrets.seal(token, { orgId, kind: "auth_token", row: id })

      return Webhooks.of({
        find: store.find,
        list: store.list,
        create: Effect.fn("Webhooks.create")(function* (caller, input, remember) {
          yield* admit(input.url)
          const origin = yield* Origin.now
          const { at } = origin
          const { orgId, environmentId, environment } = caller
          const id = ids.next<EndpointId>(at)
          const { fresh, secret } = SigningSecret.mint(orgId, at, { ids, secrets })
          const endpoint = yield* store.change(
            { orgId, environmentId },
            (among) =>
              Endpoint.create(
                among,
                {
                  id,
                  orgId,
                  environmentId,
                  environment,
                  url: input.url,
                  events: input.events,
                  active: input.active ?? true,
                  ordered: input.ordered ?? false,
                  secrets: [{ ...fresh, createdAt: at }],
                  createdAt: at,
                  updatedAt: at,
                  ...(input.description === undefined ? {} : { description: input.description }),
                  ...(input.authToken === undefined ? {} : { authToken: seal(orgId, id, input.authToken) }),
                  ...(input.rateLimitPerSecond === undefined ? {} : { rateLimitPerSecond: input.rateLimitPerSecond })
                },
                origin
              ),
            remember
          )
          return { endpoint, secret }
        }),
        update: Effect.fn("Webhooks.update")(function* (scope, id, by) {
          yield* admit(by.url)
          const origin = yield* Origin.now
          const authToken = by.authToken == null ? by.authToken : seal(scope.orgId, id, by.authToken)
          return yield* unremembered(
            store.change(scope, (among) => Endpoint.update(among, id, { ...by, authToken }, origin))
          )
        }),
        remove: Effect.fn("Webhooks.remove")(function* (scope, id) {
          const origin = yield* Origin.now
          yield* unremembered(store.change(scope, (among) => Endpoint.remove(among, id, origin)))
        }),
        rotate: Effect.fn("Webhooks.rotate")(function* (scope, id, overlapSeconds, remember) {
          const origin = yield* Origin.now
          const { fresh, secret } = SigningSecret.mint(scope.orgId, origin.at, { ids, secrets })
          const overlap = overlapSeconds ?? Overlap.defaultSeconds
          const endpoint = yield* store.change(
            scope,
            (among) => Endpoint.rotate(among, id, fresh, overlap, origin),
            remember
          )
          return { endpoint, secret }
        })
      })
    })
  )
}
