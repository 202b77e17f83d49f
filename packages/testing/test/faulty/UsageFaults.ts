import { Idempotency, Instant, Usage, type UsageRow } from "@nexio/core"
import { Effect, Result } from "effect"
import { counting, less } from "./Counted.ts"
import { inStores, type StoreSet } from "./Fault.ts"
import { turns } from "./Listed.ts"
import { noting } from "./Noted.ts"

type Read = StoreSet["usage"]["read"]

const reading = ({ usage }: StoreSet, read: (right: Read) => Read) => ({ usage: { read: read(usage.read) } })

const countsAs = (right: StoreSet, look: (counts: Usage.Counts) => Usage.Counts) =>
  reading(
    right,
    (read) => (orgId, which, range) =>
      Effect.map(read(orgId, which, range), ({ environments, rows }) => ({
        environments,
        rows: rows.map((row) => ({ ...row, counts: look(row.counts) }))
      }))
  )

/** Counts what `counted` says, for each run that a worker ended. */
const onFinish = (
  { runs, usage }: StoreSet,
  counted: (ending: Parameters<StoreSet["runs"]["finish"]>[1]["run"]) => ReadonlyArray<Usage.Bump | undefined>
): Partial<StoreSet> => {
  const extra: Array<Usage.Bump> = []
  return {
    usage: counting(usage, extra),
    runs: {
      ...runs,
      finish: (claim, ending) =>
        Effect.tap(runs.finish(claim, ending), () =>
          Effect.sync(() => extra.push(...counted(ending.run).filter((bump) => bump !== undefined)))
        )
    }
  }
}

const inHour = (bump: Usage.Bump | undefined, hour: Instant.Instant): Usage.Bump | undefined =>
  bump && { ...bump, hour }

const summed = (rows: ReadonlyArray<UsageRow>, bucketOf: (hour: number) => number): ReadonlyArray<UsageRow> => {
  const sums = new Map<string, UsageRow>()
  for (const { bucket: hour, counts, environmentId } of rows) {
    const bucket = bucketOf(hour)
    const key = `${environmentId} ${bucket}`
    const sum = Usage.plus(sums.get(key)?.counts ?? Usage.none, counts)
    sums.set(key, { environmentId, bucket, counts: sum })
  }
  return [...sums.values()]
}

export const faults = inStores("UsageStore", [
  {
    name: "counts a submission again that was repeated",
    breaks: "A request repeated with its Idempotency-Key counts nothing twice (2.9; 3).",
    wrap: ({ runs, usage }) => {
      const extra: Array<Usage.Bump> = []
      return {
        usage: counting(usage, extra),
        runs: {
          ...runs,
          submit: (run, remember) =>
            Effect.tapError(runs.submit(run, remember), (error) =>
              Effect.sync(() => error instanceof Idempotency.Replayed && extra.push(Usage.ofSubmission(run)))
            )
        }
      }
    }
  },
  {
    name: "counts a submission that was refused",
    breaks: "Each count equals what a recount of the history gives: what was refused is not in it (2.9).",
    wrap: ({ runs, usage }) => {
      const extra: Array<Usage.Bump> = []
      return {
        usage: counting(usage, extra),
        runs: {
          ...runs,
          submit: (run, remember) =>
            Effect.tapError(runs.submit(run, remember), (error) =>
              Effect.sync(() => error._tag === "EnvironmentGone" && extra.push(Usage.ofSubmission(run)))
            )
        }
      }
    }
  },
  {
    name: "loses a count where two submissions come at once",
    breaks: "Usage is exact, also where facts come at once (2.9).",
    wrap: ({ runs, usage }) => {
      const extra: Array<Usage.Bump> = []
      const underWay = new Map<string, number>()
      return {
        usage: counting(usage, extra),
        runs: {
          ...runs,
          submit: Effect.fnUntraced(function* (run, remember) {
            const bump = Usage.ofSubmission(run)
            const row = `${bump.environmentId} ${bump.hour}`
            const began = underWay.get(row) ?? 0
            yield* turns(2)
            const queued = yield* runs.submit(run, remember)
            if (began !== (underWay.get(row) ?? 0)) extra.push(less(bump))
            underWay.set(row, (underWay.get(row) ?? 0) + 1)
            return queued
          })
        }
      }
    }
  },
  {
    name: "counts a report under a lost lease",
    breaks: "A lost lease counts nothing twice: a run ends once (2.9; RunStore.finish).",
    wrap: ({ runs, usage }) => {
      const extra: Array<Usage.Bump> = []
      return {
        usage: counting(usage, extra),
        runs: {
          ...runs,
          finish: (claim, ending) =>
            Effect.tapErrorTag(runs.finish(claim, ending), "LeaseLost", () =>
              Effect.sync(() => {
                const bump = Usage.ofEnd(ending.run)
                if (bump !== undefined) extra.push(bump)
              })
            )
        }
      }
    }
  },
  {
    name: "counts an end in the hour in which the run was submitted",
    breaks: "All but runs_submitted belongs to the hour in which it ended (8).",
    wrap: (right) =>
      onFinish(right, (run) => {
        const bump = Usage.ofEnd(run)
        return [bump && less(bump), inHour(bump, Instant.hourOf(run.createdAt))]
      })
  },
  {
    name: "counts what ends on the hour in the hour before",
    breaks: "An hour begins with its first millisecond (8).",
    wrap: (right) =>
      onFinish(right, (run) => {
        const bump = Usage.ofEnd(run)
        return bump === undefined || run.completedAt !== bump.hour
          ? []
          : [less(bump), inHour(bump, bump.hour - Instant.hour)]
      })
  },
  {
    name: "counts durations from the submission",
    breaks: "run_duration_ms sums each run's duration, from when it was first taken up (8; Run.durationMs).",
    wrap: (right) =>
      onFinish(right, (run) => {
        const bump = Usage.ofEnd(run)
        return [bump && { ...bump, adds: { runDurationMs: (run.startedAt ?? run.createdAt) - run.createdAt } }]
      })
  },
  {
    name: "counts durations in whole seconds",
    breaks: "run_duration_ms is in milliseconds, and exact (2.9; 8).",
    wrap: (right) =>
      onFinish(right, (run) => {
        const bump = Usage.ofEnd(run)
        return [bump && less({ ...bump, adds: { runDurationMs: (run.durationMs ?? 0) % 1_000 } })]
      })
  },
  {
    name: "counts each attempt that failed as a failed delivery",
    breaks: "deliveries_failed counts deliveries whose attempts are exhausted (8; Usage.ofDelivery).",
    wrap: ({ usage, webhooks }) => {
      const extra: Array<Usage.Bump> = []
      return {
        usage: counting(usage, extra),
        webhooks: {
          ...webhooks,
          record: (claim, attempted) =>
            Effect.tap(webhooks.record(claim, attempted), () =>
              Effect.sync(() => {
                const { environmentId, orgId, status } = attempted.delivery
                const hour = Instant.hourOf(attempted.attempt.startedAt)
                if (status === "pending") extra.push({ orgId, environmentId, hour, adds: { deliveriesFailed: 1 } })
              })
            )
        }
      }
    }
  },
  {
    name: "counts a delivery that succeeded once for each report of it",
    breaks: "A delivery that ended is counted once, whoever reports it late (2.9; WebhookStore.record).",
    wrap: ({ usage, webhooks }) => {
      const extra: Array<Usage.Bump> = []
      return {
        usage: counting(usage, extra),
        webhooks: {
          ...webhooks,
          record: (claim, attempted) =>
            Effect.tapErrorTag(webhooks.record(claim, attempted), "LeaseLost", () =>
              Effect.sync(() => {
                const bump = Usage.ofDelivery(attempted.delivery)
                if (bump !== undefined && attempted.delivery.status === "succeeded") extra.push(bump)
              })
            )
        }
      }
    }
  },
  {
    name: "counts a failed delivery with each endpoint that stops",
    breaks: "A cancelled delivery counts nowhere (8; Usage.ofDelivery).",
    wrap: ({ usage, webhooks }) => {
      const extra: Array<Usage.Bump> = []
      return {
        usage: counting(usage, extra),
        webhooks: {
          ...webhooks,
          change: (scope, decide, remember) => {
            let stopped = false
            const changing = webhooks.change(
              scope,
              (among) =>
                Result.map(decide(among), (decision) => {
                  const { active, id } = decision.endpoint
                  stopped = !active && among.endpoints.some((other) => other.active && other.id === id)
                  return decision
                }),
              remember
            )
            return Effect.tap(changing, ({ updatedAt }) =>
              Effect.sync(() => {
                const hour = Instant.hourOf(updatedAt)
                if (stopped) extra.push({ ...scope, hour, adds: { deliveriesFailed: 1 } })
              })
            )
          }
        }
      }
    }
  },
  {
    name: "counts a cancelled run as failed",
    breaks: "runs_cancelled counts cancelled runs, runs_failed failed ones (8).",
    wrap: (right) =>
      countsAs(right, (counts) => ({
        ...counts,
        runsFailed: counts.runsFailed + counts.runsCancelled,
        runsCancelled: 0
      }))
  },
  {
    name: "counts a degraded run as completed too",
    breaks: "runs_degraded counts degraded runs, and runs_completed only completed ones (8).",
    wrap: (right) =>
      countsAs(right, (counts) => ({ ...counts, runsCompleted: counts.runsCompleted + counts.runsDegraded }))
  },
  {
    name: "reads the hour with which the range ends",
    breaks: "to is exclusive (8).",
    wrap: (right) =>
      reading(right, (read) => (orgId, which, range) => read(orgId, which, { ...range, to: range.to + 1 }))
  },
  {
    name: "reads a range without its first hour",
    breaks: "from is inclusive (8).",
    wrap: (right) =>
      reading(right, (read) => (orgId, which, range) => read(orgId, which, { ...range, from: range.from + 1 }))
  },
  {
    name: "begins days an hour late",
    breaks: "Buckets are UTC days (8).",
    wrap: (right) =>
      reading(
        right,
        (read) => (orgId, which, range) =>
          Effect.map(read(orgId, which, { ...range, width: Instant.hour }), ({ environments, rows }) => ({
            environments,
            rows: summed(rows, (hour) => hour - ((hour + range.width - Instant.hour) % range.width))
          }))
      )
  },
  {
    name: "reads days by the hour",
    breaks: "What was counted is summed per bucket of the width that was asked for (UsageStore.read).",
    wrap: (right) =>
      reading(right, (read) => (orgId, which, range) => read(orgId, which, { ...range, width: Instant.hour }))
  },
  {
    name: "leaves deleted environments out",
    breaks: "The org's usage is the sum over its environments, deleted ones included (2.9).",
    wrap: (right) =>
      reading(
        right,
        (read) => (orgId, which, range) =>
          Effect.map(read(orgId, which, range), ({ environments, rows }) => {
            const active = environments.filter(({ deletedAt }) => deletedAt === undefined)
            const ids = new Set(active.map(({ id }) => id))
            return { environments: active, rows: rows.filter(({ environmentId }) => ids.has(environmentId)) }
          })
      )
  },
  {
    name: "reads the usage of an environment of whatever org",
    breaks: "Another org's environment is not there (2.6; UsageStore.read).",
    wrap: (right) => {
      const { environments, stores } = noting(right)
      return {
        ...stores,
        ...reading(
          stores,
          (read) => (orgId, which, range) => read(environments.get(which)?.orgId ?? orgId, which, range)
        )
      }
    }
  },
  {
    name: "reads the usage of all environments where one was asked for",
    breaks: "A report is of the environment that was asked for (8; UsageStore.read).",
    wrap: (right) => reading(right, (read) => (orgId, _which, range) => read(orgId, "all", range))
  },
  {
    name: "gives environments newest first",
    breaks: "Environments come in the order of their making (UsageStore.read).",
    wrap: (right) =>
      reading(
        right,
        (read) => (orgId, which, range) =>
          Effect.map(read(orgId, which, range), ({ environments, rows }) => ({
            environments: environments.toReversed(),
            rows
          }))
      )
  }
])
