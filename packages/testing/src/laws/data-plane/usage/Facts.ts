/** Facts that are to be counted, and what they add up to. */
import { type Instant, Usage, type UsageRow } from "@nexio/core"

/** What a fact adds; nothing where it is none. */
export type Fact = Usage.Bump | undefined

export interface Range {
  readonly from: Instant.Instant
  readonly to: Instant.Instant
  readonly width: number
}

/** What facts add up to in a range, for each environment and bucket in which there is something. */
export const recount = (facts: ReadonlyArray<Fact>, { from, to, width }: Range): ReadonlyArray<UsageRow> => {
  const rows = new Map<string, UsageRow>()
  for (const fact of facts) {
    if (fact === undefined || fact.hour < from || fact.hour >= to) continue
    const bucket = fact.hour - (fact.hour % width)
    const key = `${fact.environmentId} ${bucket}`
    const counts = Usage.plus(rows.get(key)?.counts ?? Usage.none, fact.adds)
    rows.set(key, { environmentId: fact.environmentId, bucket, counts })
  }
  return something([...rows.values()])
}

/** Rows without those that say that nothing was counted. */
export const something = (rows: ReadonlyArray<UsageRow>): ReadonlyArray<UsageRow> =>
  rows.filter(({ counts }) => Object.values(counts).some((count) => count !== 0))

export const sum = (rows: ReadonlyArray<{ readonly counts: Usage.Counts }>): Usage.Counts =>
  rows.reduce((sum, { counts }) => Usage.plus(sum, counts), Usage.none)
