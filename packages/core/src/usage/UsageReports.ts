import { Context, Data, Effect, Layer } from "effect"
import type { Environment, Kind } from "../environment/Environment.ts"
import type { EnvironmentId, OrgId } from "../id/Id.ts"
import * as Instant from "../instant/Instant.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import * as Granularity from "./Granularity.ts"
import * as Usage from "./Usage.ts"
import { type UsageRow, UsageStore } from "./UsageStore.ts"

/** What was counted of one environment in the whole range. */
export interface EnvironmentUsage {
  readonly environment: Environment
  readonly totals: Usage.Counts
}

/** What was counted of one environment in one bucket. */
export interface Bucket {
  readonly bucket: Instant.Instant
  readonly environment: Environment
  readonly counts: Usage.Counts
}

/** A report; its totals are the sums of its environments', deleted ones included. */
export interface UsageReport {
  readonly from: Instant.Instant
  readonly to: Instant.Instant
  readonly granularity: Granularity.Granularity
  readonly totals: Usage.Counts
  readonly totalsByKind: Readonly<Record<Kind, Usage.Counts>>
  readonly environments: ReadonlyArray<EnvironmentUsage>
  /** Every bucket of every environment of the report, empty ones included, oldest first. */
  readonly series: ReadonlyArray<Bucket>
}

/** The range of a report as it is asked for. */
export interface AskedRange {
  readonly from?: Instant.Instant | undefined
  readonly to?: Instant.Instant | undefined
  readonly granularity?: Granularity.Granularity | undefined
}

/** The range is not one that can be reported. `path` is the parameter at fault. */
export class InvalidRange extends Data.TaggedError("InvalidRange")<{
  readonly path: "from" | "to" | "granularity"
  readonly message: string
}> {}

/** The most buckets that a report can have: a month by hour, or years by day. */
export const maxBuckets = 1_100

/** The most entries that a series can have: a bucket of an environment is one. */
export const maxSeries = 100_000

/** The use case of usage. */
export class UsageReports extends Context.Service<
  UsageReports,
  {
    /**
     * From `from` (inclusive) to `to` (exclusive), each on the boundary of a bucket of `granularity` (default `day`).
     * What is left out is the current month. Of `all`, deleted environments without usage in the range are left out.
     */
    readonly report: (
      orgId: OrgId,
      which: EnvironmentId | "all",
      range: AskedRange
    ) => Effect.Effect<UsageReport, InvalidRange | StorageUnavailable>
  }
>()("@nexio/core/usage/UsageReports") {
  static readonly layer = Layer.effect(
    UsageReports,
    Effect.gen(function* () {
      const store = yield* UsageStore
      return UsageReports.of({
        report: Effect.fn("UsageReports.report")(function* (orgId, which, range) {
          const granularity = range.granularity ?? "day"
          const now = yield* Instant.now
          const from = range.from ?? Granularity.floor("month", range.to === undefined ? now : range.to - 1)
          const to = range.to ?? Granularity.ceiling("month", Math.max(now, from))
          yield* admit(granularity, from, to)
          const { environments, rows } = yield* store.read(orgId, which, {
            from,
            to,
            width: Granularity.width(granularity)
          })
          const counted = new Set(rows.map((row) => row.environmentId))
          const reported = environments.filter(
            (environment) =>
              environment.id === which || environment.deletedAt === undefined || counted.has(environment.id)
          )
          const buckets = Granularity.buckets(granularity, from, to).length
          if (buckets * reported.length > maxSeries) {
            return yield* tooLong(`${maxSeries} buckets over all its environments`)
          }
          return compose({ from, to, granularity }, reported, rows)
        })
      })
    })
  )
}

const admit = Effect.fnUntraced(function* (
  granularity: Granularity.Granularity,
  from: Instant.Instant,
  to: Instant.Instant
) {
  for (const [path, at] of [
    ["from", from],
    ["to", to]
  ] as const) {
    if (Granularity.floor(granularity, at) !== at) {
      return yield* new InvalidRange({
        path,
        message: `Must be on the boundary of a UTC ${granularity}, such as ${Instant.format(Granularity.floor(granularity, at))}`
      })
    }
  }
  if (from >= to) return yield* new InvalidRange({ path: "to", message: "Must be after from" })
  if (from < 0) return yield* new InvalidRange({ path: "from", message: "Must be given where to is in January 1970" })
  if (to > Instant.last) return yield* new InvalidRange({ path: "to", message: "Must be before the year 10000" })
  // Months are counted one by one, once they cannot be too many to count.
  const least =
    (to - from) / (granularity === "hour" ? Instant.hour : granularity === "day" ? Instant.day : longestMonth)
  if (least > maxBuckets || Granularity.buckets(granularity, from, to).length > maxBuckets) {
    return yield* tooLong(`${maxBuckets} buckets`)
  }
})

const longestMonth = 31 * Instant.day

/** The report would be longer than `limit`, which follows "at most". */
export const tooLong = (limit: string): InvalidRange =>
  new InvalidRange({
    path: "granularity",
    message: `A report has at most ${limit}. Ask for a shorter range, a coarser granularity or one environment`
  })

const compose = (
  range: Pick<UsageReport, "from" | "to" | "granularity">,
  environments: ReadonlyArray<Environment>,
  rows: ReadonlyArray<UsageRow>
): UsageReport => {
  const buckets = new Sums<string>()
  const totals = new Sums<EnvironmentId>()
  const kinds = new Sums<Kind>()
  for (const { bucket, counts, environmentId } of rows) {
    buckets.add(`${environmentId} ${Granularity.floor(range.granularity, bucket)}`, counts)
    totals.add(environmentId, counts)
  }
  for (const { id, kind } of environments) kinds.add(kind, totals.of(id))
  const totalsByKind = { live: kinds.of("live"), environment: kinds.of("environment"), test: kinds.of("test") }
  return {
    ...range,
    totals: Object.values(totalsByKind).reduce<Usage.Counts>(Usage.plus, Usage.none),
    totalsByKind,
    environments: environments.map((environment) => ({ environment, totals: totals.of(environment.id) })),
    series: Granularity.buckets(range.granularity, range.from, range.to).flatMap((bucket) =>
      environments.map((environment) => ({ bucket, environment, counts: buckets.of(`${environment.id} ${bucket}`) }))
    )
  }
}

/** Counts that are summed by a key; nothing was counted where nothing was added. */
class Sums<Key> {
  private readonly sums = new Map<Key, Usage.Counts>()

  add(key: Key, counts: Usage.Counts): void {
    this.sums.set(key, Usage.plus(this.of(key), counts))
  }

  of(key: Key): Usage.Counts {
    return this.sums.get(key) ?? Usage.none
  }
}
