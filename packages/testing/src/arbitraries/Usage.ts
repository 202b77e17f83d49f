import { type Granularity, Instant, Usage } from "@nexio/core"
import fc from "fast-check"
import { scope } from "./Id.ts"
import { present } from "./Instant.ts"

export const granularity: fc.Arbitrary<Granularity.Granularity> = fc.constantFrom("hour", "day", "month")

export const counts: fc.Arbitrary<Usage.Counts> = fc.record(
  Object.fromEntries(Object.keys(Usage.none).map((name) => [name, fc.nat({ max: 1_000 })])) as {
    readonly [Name in keyof Usage.Counts]: fc.Arbitrary<number>
  }
)

/** What some fact adds, in the hour that it belongs to. */
export const bump: fc.Arbitrary<Usage.Bump> = fc
  .record({ scope, at: present, adds: counts })
  .map(({ adds, at, scope }) => ({ ...scope, hour: Instant.hourOf(at), adds }))
