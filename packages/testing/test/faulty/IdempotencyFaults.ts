import { type Id, Idempotency } from "@nexio/core"
import { Effect } from "effect"
import { inStores } from "./Fault.ts"
import { turns } from "./Listed.ts"

type Remember<A> = Idempotency.Remember<A>

const placeOf = ({ key, orgId, scope }: Idempotency.Once) => `${orgId} ${scope} ${key}`

export const faults = [
  ...inStores("OrgStore", [
    {
      name: "founds an org anew where a founding is repeated",
      breaks: "A request repeated with its Idempotency-Key has one effect (3; OrgStore.found).",
      wrap: ({ orgs }) => ({ orgs: { ...orgs, found: (founding) => Effect.orDie(orgs.found(founding)) } })
    }
  ]),
  ...inStores("EnvironmentStore", [
    {
      name: "remembers a refusal, and goes on refusing",
      breaks: "Only 2xx is remembered: what was refused can be tried again with the same key (3).",
      wrap: ({ environments }) => {
        const refused = new Map<string, unknown>()
        return {
          environments: {
            ...environments,
            change: <E>(...[orgId, decide, remember]: Parameters<typeof environments.change<E>>) => {
              if (remember === undefined) return environments.change(orgId, decide)
              const place = placeOf(remember)
              if (refused.has(place)) return Effect.fail(refused.get(place) as E)
              return Effect.tapError(environments.change(orgId, decide, remember), (error) =>
                Effect.sync(() => error instanceof Idempotency.Replayed || refused.set(place, error))
              )
            }
          }
        }
      }
    },
    {
      name: "replays an answer for ever",
      breaks: "An Idempotency-Key is remembered for 24 hours, and then it is a new one (3).",
      wrap: ({ environments }) => {
        const first = new Map<string, number>()
        const stopped = <A>(remember: Remember<A>): Remember<A> => {
          const at = first.get(placeOf(remember)) ?? remember.at
          first.set(placeOf(remember), at)
          return { ...remember, at }
        }
        return {
          environments: {
            ...environments,
            change: (orgId, decide, remember) => environments.change(orgId, decide, remember && stopped(remember))
          }
        }
      }
    },
    {
      name: "forgets an answer after an hour",
      breaks: "An Idempotency-Key is remembered for 24 hours (3).",
      wrap: ({ environments }) => ({
        environments: {
          ...environments,
          // Within an hour all is at its start, and each hour is a day.
          change: (orgId, decide, remember) =>
            environments.change(
              orgId,
              decide,
              remember && { ...remember, at: Math.floor(remember.at / 3_600_000) * Idempotency.lifetime }
            )
        }
      })
    }
  ]),
  ...inStores("ApiKeyStore", [
    {
      name: "remembers an answer in all scopes",
      breaks: "An Idempotency-Key is scoped to environment, method and path (3).",
      wrap: ({ apiKeys }) => ({
        apiKeys: {
          ...apiKeys,
          mint: (orgId, environment, decide, remember) =>
            apiKeys.mint(orgId, environment, decide, remember && { ...remember, scope: "any" })
        }
      })
    },
    {
      name: "takes keys that differ in their capitals for the same Idempotency-Key",
      breaks: "An Idempotency-Key is 1 to 255 visible characters, each of which counts (3).",
      wrap: ({ apiKeys }) => ({
        apiKeys: {
          ...apiKeys,
          mint: (orgId, environment, decide, remember) =>
            apiKeys.mint(orgId, environment, decide, remember && { ...remember, key: remember.key.toLowerCase() })
        }
      })
    },
    {
      name: "tells Idempotency-Keys apart by their first 64 characters",
      breaks: "An Idempotency-Key can be 255 characters long (3).",
      wrap: ({ apiKeys }) => ({
        apiKeys: {
          ...apiKeys,
          mint: (orgId, environment, decide, remember) =>
            apiKeys.mint(orgId, environment, decide, remember && { ...remember, key: remember.key.slice(0, 64) })
        }
      })
    }
  ]),
  ...inStores("RunStore", [
    {
      name: "submits two runs for twins that come at once",
      breaks: "A concurrent twin waits for the first, and gets its answer (3).",
      wrap: ({ runs }) => {
        const answers = new Map<string, Idempotency.Remembered>()
        return {
          runs: {
            ...runs,
            submit: Effect.fnUntraced(function* (run, remember) {
              if (remember === undefined) return yield* runs.submit(run)
              const recalled = Idempotency.recall(remember, answers.get(placeOf(remember)))
              if (recalled !== undefined) return yield* recalled
              yield* turns(3)
              const queued = yield* runs.submit(run)
              const { at, fingerprint } = remember
              const answer = remember.answer(queued)
              answers.set(placeOf(remember), { fingerprint, answer, expiresAt: at + Idempotency.lifetime })
              return queued
            })
          }
        }
      }
    },
    {
      name: "shares remembered answers between orgs",
      breaks: "An Idempotency-Key belongs to its org: another org's is another request (2.6; 3).",
      wrap: ({ runs }) => {
        let any: Id.OrgId | undefined
        const shared = <A>(remember: Remember<A>): Remember<A> => {
          any ??= remember.orgId
          return { ...remember, orgId: any }
        }
        return {
          runs: { ...runs, submit: (run, remember) => runs.submit(run, remember && shared(remember)) }
        }
      }
    },
    {
      name: "replays a cancellation to whatever was asked with its key",
      breaks: "The same Idempotency-Key with another body is idempotency_conflict (3).",
      wrap: ({ runs }) => ({
        runs: {
          ...runs,
          end: (scope, id, decide, remember) =>
            runs.end(scope, id, decide, remember && { ...remember, fingerprint: "any" })
        }
      })
    },
    {
      name: "takes a repetition for a conflict",
      breaks: "The same request again is a replay of the first answer, no conflict (3).",
      wrap: ({ runs }) => ({
        runs: {
          ...runs,
          end: (scope, id, decide, remember) =>
            Effect.catchTag(runs.end(scope, id, decide, remember), "Replayed", () =>
              Effect.fail(new Idempotency.IdempotencyConflict({ key: remember!.key }))
            ) as ReturnType<typeof runs.end<never>>
        }
      })
    }
  ]),
  ...inStores("WebhookStore", [
    {
      name: "remembers nothing of a change of an endpoint",
      breaks:
        "The record is committed with the effect, on every POST: rotating a secret twice with one key rotates it once (3).",
      wrap: ({ webhooks }) => ({
        webhooks: { ...webhooks, change: (scope, decide) => webhooks.change(scope, decide) }
      })
    },
    {
      name: "replays the answer that was remembered last, whichever it was of",
      breaks: "A repeated request gets the first answer to it (3).",
      wrap: ({ webhooks }) => {
        let last = ""
        return {
          webhooks: {
            ...webhooks,
            change: (scope, decide, remember) =>
              Effect.catchTag(
                webhooks.change(
                  scope,
                  decide,
                  remember && { ...remember, answer: (endpoint) => (last = remember.answer(endpoint)) }
                ),
                "Replayed",
                () => Effect.fail(new Idempotency.Replayed({ answer: last }))
              ) as ReturnType<typeof webhooks.change<never>>
          }
        }
      }
    },
    {
      name: "does the change again before it replays the answer",
      breaks: "Where a request was done before, nothing happens now (3; Replayed).",
      wrap: ({ webhooks }) => ({
        webhooks: {
          ...webhooks,
          change: (scope, decide, remember) =>
            Effect.tapError(webhooks.change(scope, decide, remember), (error) =>
              error instanceof Idempotency.Replayed ? Effect.ignore(webhooks.change(scope, decide)) : Effect.void
            )
        }
      })
    }
  ])
]
