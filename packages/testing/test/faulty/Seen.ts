/** Stores that show what is kept otherwise than it is. */
import type {
  ApiKeyStore,
  ClaimedDelivery,
  Credential,
  EnvironmentStore,
  Run,
  RunStore,
  Tenancy,
  WebhookStore
} from "@nexio/core"
import { Effect } from "effect"

/** Runs as `look` shows them, wherever they are read, claimed or decided about. */
export const seenRuns = (
  runs: RunStore["Service"],
  look: <R extends Run.RunSummary>(run: R) => R
): RunStore["Service"] => ({
  ...runs,
  find: (scope, id) => Effect.map(runs.find(scope, id), look),
  list: (scope, filter, page) =>
    Effect.map(runs.list(scope, filter, page), (page) => ({ ...page, items: page.items.map(look) })),
  claim: (request) =>
    Effect.map(runs.claim(request), (claimed) => claimed.map((one) => ({ ...one, run: look(one.run) }))),
  end: (scope, id, decide, remember) =>
    Effect.map(
      runs.end(scope, id, (run) => decide(look(run)), remember),
      (ended) => ({ ...ended, run: look(ended.run) })
    )
})

/** Keys as `look` shows them to authentication. */
export const seenKeys = (
  apiKeys: ApiKeyStore["Service"],
  look: (credential: Credential) => Credential | undefined
): ApiKeyStore["Service"] => ({
  ...apiKeys,
  find: (hash) => Effect.map(apiKeys.find(hash), (credential) => credential && look(credential))
})

/** What is decided about an org's environments rests on `look`. */
export const decidedOn = (
  environments: EnvironmentStore["Service"],
  look: (tenancy: Tenancy.Tenancy) => Tenancy.Tenancy
): EnvironmentStore["Service"] => ({
  ...environments,
  change: (orgId, decide, remember) => environments.change(orgId, (tenancy) => decide(look(tenancy)), remember)
})

/** Deliveries as `look` shows them to whoever claims them. */
export const seenDeliveries = (
  webhooks: WebhookStore["Service"],
  look: (claimed: ClaimedDelivery) => ClaimedDelivery
): WebhookStore["Service"] => ({
  ...webhooks,
  claimDue: (request) => Effect.map(webhooks.claimDue(request), (claimed) => claimed.map(look))
})
