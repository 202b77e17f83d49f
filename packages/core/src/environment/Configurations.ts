import { Context, Effect, Layer } from "effect"
import * as Origin from "../audit/Origin.ts"
import { type EndpointId, Ids, type OrgId } from "../id/Id.ts"
import type { IdempotencyConflict, Remember, Replayed } from "../idempotency/Idempotency.ts"
import type * as Instant from "../instant/Instant.ts"
import type { OrgNotFound } from "../org/Org.ts"
import { Secrets } from "../secret/Secrets.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import type { EndpointLimitReached } from "../webhook/Endpoint.ts"
import * as SigningSecret from "../webhook/SigningSecret.ts"
import type { SecretEndpoint } from "../webhook/Webhooks.ts"
import * as Clone from "./Clone.ts"
import * as Configuration from "./Configuration.ts"
import { ConfigurationStore } from "./ConfigurationStore.ts"
import * as Difference from "./Difference.ts"
import { type Environment, EnvironmentNotFound } from "./Environment.ts"

type Unstored = OrgNotFound | StorageUnavailable

/** The use cases of environments' configurations. */
export class Configurations extends Context.Service<
  Configurations,
  {
    /** Takes the configuration of the environment `from` over into another; see {@link Clone.clone}. */
    readonly clone: (
      orgId: OrgId,
      which: { readonly from: string; readonly into: string },
      remember?: Remember<Clone.Cloned>
    ) => Effect.Effect<
      { readonly environment: Environment; readonly endpoints: ReadonlyArray<SecretEndpoint> },
      | Clone.CloneSourceRefused
      | EnvironmentNotFound
      | Clone.WrongEnvironmentKind
      | EndpointLimitReached
      | Replayed
      | IdempotencyConflict
      | Unstored
    >
    /** How the environment of the first slug differs from that of the second. */
    readonly difference: (
      orgId: OrgId,
      here: string,
      there: string
    ) => Effect.Effect<Difference.Difference, EnvironmentNotFound | Unstored>
  }
>()("@nexio/core/environment/Configurations") {
  static readonly layer = Layer.effect(
    Configurations,
    Effect.gen(function* () {
      const store = yield* ConfigurationStore
      const secrets = yield* Secrets
      const ids = yield* Ids

      const mint = (orgId: OrgId, at: Instant.Instant) => {
        const { fresh, secret } = SigningSecret.mint(orgId, at, { ids, secrets })
        return { id: ids.next<EndpointId>(at), secret, kept: { ...fresh, createdAt: at } }
      }

      return Configurations.of({
        clone: Effect.fn("Configurations.clone")(function* (orgId, which, remember) {
          const origin = yield* Origin.now
          // How many there will be is known when it is decided, which can be more than once.
          const minted: Array<ReturnType<typeof mint>> = []
          const nth = (index: number) => {
            while (minted.length <= index) minted.push(mint(orgId, origin.at))
            return minted[index]!
          }
          const { endpoints, environment } = yield* store.clone(
            orgId,
            [which.from, which.into],
            (configured) =>
              Clone.clone(configured, which, origin, (index) => ({ id: nth(index).id, secret: nth(index).kept })),
            remember
          )
          return {
            environment,
            endpoints: endpoints.map((endpoint, index) => ({ endpoint, secret: nth(index).secret }))
          }
        }),
        difference: Effect.fn("Configurations.difference")(function* (orgId, here, there) {
          const configured = yield* store.read(orgId, [here, there])
          const [one, other] = yield* Effect.all([find(configured, here), find(configured, there)])
          return Difference.between(one, other)
        })
      })
    })
  )
}

const find = (configured: Configuration.Configured, slug: string) => {
  const found = Configuration.find(configured, slug)
  return found === undefined ? Effect.fail(new EnvironmentNotFound({ environment: slug })) : Effect.succeed(found)
}
