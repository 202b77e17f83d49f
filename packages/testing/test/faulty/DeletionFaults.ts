import { type Environment, Instant, LeaseLost, Run, type Usage } from "@nexio/core"
import { Effect, Result } from "effect"
import { counting, less } from "./Counted.ts"
import { inStores, type StoreSet } from "./Fault.ts"
import { everything } from "./Listed.ts"
import { noting } from "./Noted.ts"
import { haunted } from "./Outbox.ts"
import { seenKeys, seenRuns } from "./Seen.ts"

/** Does something more with each environment that a change deleted. */
const deleting = (
  environments: StoreSet["environments"],
  more: (environment: Environment.Environment) => Effect.Effect<unknown, unknown>
): StoreSet["environments"] => ({
  ...environments,
  change: (orgId, decide, remember) =>
    Effect.tap(environments.change(orgId, decide, remember), (environment) =>
      environment.deletedAt === undefined ? Effect.void : Effect.orDie(more(environment))
    )
})

const scopeOf = ({ id, orgId }: Environment.Environment) => ({ orgId, environmentId: id })

/** The runs that a deletion failed. */
const failedBy = (runs: StoreSet["runs"], environment: Environment.Environment) =>
  Effect.map(
    everything((page) => runs.list(scopeOf(environment), { status: "failed" }, page)),
    (failed) => failed.filter(({ error }) => error === Run.environmentDeleted.error)
  )

const asQueued = <R extends Run.RunSummary>({ completedAt: _at, error: _error, ...run }: R) =>
  ({ ...run, status: "queued" }) as unknown as R

const isFailedByDeletion = (run: Run.RunSummary) => run.error === Run.environmentDeleted.error

/** Counts less of what each deletion failed. */
const countingLess = (
  { environments, runs, usage }: StoreSet,
  missing: (failed: number) => number
): Partial<StoreSet> => {
  const extra: Array<Usage.Bump> = []
  return {
    usage: counting(usage, extra),
    environments: deleting(environments, (environment) =>
      Effect.map(failedBy(runs, environment), (failed) =>
        extra.push(
          less({
            ...scopeOf(environment),
            hour: Instant.hourOf(environment.deletedAt!),
            adds: { runsFailed: missing(failed.length) }
          })
        )
      )
    )
  }
}

export const faults = inStores("EnvironmentStore", [
  {
    name: "leaves the keys of a deleted environment active",
    breaks: "A deletion stops the environment's keys in the same step (5, DELETE /environments; 2.4).",
    wrap: ({ apiKeys }) => ({ apiKeys: seenKeys(apiKeys, (key) => ({ ...key, environmentActive: true })) })
  },
  {
    name: "stops keys by their environment's slug, in all orgs and for all time",
    breaks: "A deletion stops the keys of that environment alone (2.4; 2.6).",
    wrap: ({ apiKeys, environments }) => {
      const stopped = new Set<string>()
      return {
        environments: deleting(environments, ({ slug }) => Effect.sync(() => stopped.add(slug))),
        apiKeys: seenKeys(apiKeys, (key) => (stopped.has(key.environment) ? { ...key, environmentActive: false } : key))
      }
    }
  },
  {
    name: "brings keys back when their environment's slug is used again",
    breaks: "A key is bound for good to one environment, not to whichever has its slug (1; 2.4).",
    wrap: ({ apiKeys, environments }) => ({
      apiKeys: {
        ...apiKeys,
        find: Effect.fnUntraced(function* (hash) {
          const key = yield* apiKeys.find(hash)
          if (key === undefined) return undefined
          const tenancy = yield* Effect.orDie(environments.tenancy(key.orgId))
          return { ...key, environmentActive: tenancy.environments.some(({ slug }) => slug === key.environment) }
        })
      }
    })
  },
  {
    name: "leaves the endpoints of a deleted environment active",
    breaks: "A deletion makes the environment's endpoints inactive (5, DELETE /environments).",
    wrap: (right) => {
      const { endpoints, stores } = noting(right)
      const { webhooks } = stores
      return {
        ...stores,
        webhooks: {
          ...webhooks,
          find: (scope, id) =>
            Effect.map(webhooks.find(scope, id), (one) => ({ ...one, active: endpoints.get(id)?.active ?? one.active }))
        }
      }
    }
  },
  {
    name: "leaves a deleted environment's deliveries pending",
    breaks: "A deletion cancels the environment's pending deliveries (5, DELETE /environments).",
    wrap: (right) => {
      const { raise, runs, webhooks } = haunted(right)
      return {
        runs,
        webhooks,
        environments: deleting(right.environments, ({ id }) => raise(({ environmentId }) => environmentId === id))
      }
    }
  },
  {
    name: "leaves a deleted environment's runs queued",
    breaks: "A deletion makes queued runs failed, with environment_deleted (5, DELETE /environments).",
    wrap: ({ runs }) => ({ runs: seenRuns(runs, (run) => (isFailedByDeletion(run) ? asQueued(run) : run)) })
  },
  {
    name: "cancels a deleted environment's queued runs",
    breaks: "A deletion makes queued runs failed, not cancelled (5, DELETE /environments).",
    wrap: ({ runs }) => ({
      runs: seenRuns(runs, (run) => (isFailedByDeletion(run) ? { ...run, status: "cancelled" } : run))
    })
  },
  {
    name: "fails only the first two of a deleted environment's queued runs",
    breaks: "A deletion makes all queued runs failed, however many (5, DELETE /environments).",
    wrap: ({ environments, runs }) => {
      const left = new Set<string>()
      return {
        environments: deleting(environments, (environment) =>
          Effect.map(failedBy(runs, environment), (failed) => {
            for (const { id } of failed.toReversed().slice(2)) left.add(id)
          })
        ),
        runs: seenRuns(runs, (run) => (left.has(run.id) ? asQueued(run) : run))
      }
    }
  },
  {
    name: "fails the runs that are under way in a deleted environment",
    breaks: "Runs under way end as they would (5, DELETE /environments).",
    wrap: ({ environments, runs }) => ({
      environments: deleting(
        environments,
        Effect.fnUntraced(function* (environment) {
          const scope = scopeOf(environment)
          const underWay = yield* everything((page) => runs.list(scope, { status: "processing" }, page))
          for (const { id } of underWay) {
            yield* runs.end(scope, id, (run) =>
              Result.succeed({
                run: { ...run, ...Run.environmentDeleted, completedAt: environment.deletedAt! },
                announcement: () => undefined
              })
            )
          }
        })
      )
    })
  },
  {
    name: "takes the leases of what is under way in a deleted environment",
    breaks: "Who holds a run of a deleted environment ends it as it would (5, DELETE /environments; RunStore.finish).",
    wrap: ({ environments, runs }) => {
      const gone = new Set<string>()
      return {
        environments: deleting(environments, ({ id }) => Effect.sync(() => gone.add(id))),
        runs: {
          ...runs,
          finish: (claim, ending) =>
            gone.has(claim.environmentId) ? Effect.fail(new LeaseLost({ id: claim.id })) : runs.finish(claim, ending)
        }
      }
    }
  },
  {
    name: "leaves a run of a deleted environment for ever processing once its worker is lost",
    breaks: "A run under way whose lease ran out is taken up again, in a deleted environment too (RunStore.claim).",
    wrap: ({ environments, runs }) => {
      const gone = new Set<string>()
      return {
        environments: deleting(environments, ({ id }) => Effect.sync(() => gone.add(id))),
        runs: {
          ...runs,
          claim: (request) =>
            Effect.map(runs.claim(request), (claimed) => claimed.filter(({ claim }) => !gone.has(claim.environmentId)))
        }
      }
    }
  },
  {
    name: "makes deliveries for a run that ends after its environment was deleted",
    breaks: "Runs under way in a deleted environment end without deliveries (5, DELETE /environments).",
    wrap: ({ environments, runs, webhooks }) => {
      const gone = new Set<string>()
      return {
        environments: deleting(environments, ({ id }) => Effect.sync(() => gone.add(id))),
        runs: {
          ...runs,
          finish: Effect.fnUntraced(function* (claim, ending) {
            if (!gone.has(claim.environmentId)) return yield* runs.finish(claim, ending)
            const endpoints = yield* everything((page) => webhooks.list(claim, page))
            const targets = endpoints.map((endpoint) => ({ ...endpoint, active: true }))
            return yield* runs.finish(claim, { ...ending, announcement: () => ending.announcement(targets) })
          })
        }
      }
    }
  },
  {
    name: "does not count the runs that a deletion failed",
    breaks: "Usage counts the runs that a deletion failed, in the hour of the deletion (2.9; EnvironmentStore.change).",
    wrap: (right) => countingLess(right, (failed) => failed)
  },
  {
    name: "counts one run failed where a deletion failed several",
    breaks: "Each count equals what a recount of the history gives (2.9).",
    wrap: (right) => countingLess(right, (failed) => Math.max(0, failed - 1))
  }
])
