/** What went through the stores, without the org that it belongs to: what an index forgets that does not lead with it. */
import type { ApiKey, Endpoint, Environment, Hash, Id, Run } from "@nexio/core"
import { Effect, Result } from "effect"
import type { StoreSet } from "./Fault.ts"

export const noting = ({ apiKeys, configurations, environments, orgs, runs, webhooks, ...others }: StoreSet) => {
  const noted = {
    orgs: new Set<Id.OrgId>(),
    environments: new Map<string, Environment.Environment>(),
    keys: new Map<Hash, ApiKey.ApiKey>(),
    endpoints: new Map<string, Endpoint.Endpoint>(),
    runs: new Map<string, Run.Run>()
  }
  const noteEnvironment = (environment: Environment.Environment) =>
    Effect.sync(() => noted.environments.set(environment.id, environment))
  const stores: StoreSet = {
    ...others,
    orgs: {
      ...orgs,
      found: (founding, remember) =>
        Effect.tap(orgs.found(founding, remember), () => {
          noted.orgs.add(founding.org.id)
          noted.keys.set(founding.hash, founding.apiKey)
          return noteEnvironment(founding.live)
        })
    },
    environments: {
      ...environments,
      change: (orgId, decide, remember) => Effect.tap(environments.change(orgId, decide, remember), noteEnvironment)
    },
    configurations: {
      ...configurations,
      clone: (orgId, slugs, decide, remember) =>
        Effect.tap(configurations.clone(orgId, slugs, decide, remember), ({ endpoints, environment }) => {
          for (const endpoint of endpoints) noted.endpoints.set(endpoint.id, endpoint)
          return noteEnvironment(environment)
        })
    },
    apiKeys: {
      ...apiKeys,
      mint: (orgId, environment, decide, remember) => {
        let hash: Hash | undefined
        const deciding: typeof decide = (environment) =>
          Result.map(decide(environment), (made) => {
            hash = made.hash
            return made
          })
        return Effect.tap(apiKeys.mint(orgId, environment, deciding, remember), (key) =>
          Effect.sync(() => hash && noted.keys.set(hash, key))
        )
      }
    },
    runs: {
      ...runs,
      submit: (run, remember) =>
        Effect.tap(runs.submit(run, remember), (queued) => Effect.sync(() => noted.runs.set(run.id, queued)))
    },
    webhooks: {
      ...webhooks,
      change: (scope, decide, remember) =>
        Effect.tap(webhooks.change(scope, decide, remember), (endpoint) =>
          Effect.sync(() => noted.endpoints.set(endpoint.id, endpoint))
        )
    }
  }
  return { ...noted, stores }
}
