/** Counting what a batch did: the last write of its transaction, one row for each environment and hour. */
import { Instant, Usage } from "@nexio/core"
import * as PostgresSession from "../PostgresSession.ts"
import * as UsageRows from "../UsageRows.ts"

const upserts = {
  ends: UsageRows.upsertFrom(PostgresSession.unnest(UsageRows.types), "ends"),
  deliveries: UsageRows.upsertFrom(PostgresSession.unnest(UsageRows.types), "deliveries")
}

/** Counts submissions among the rows of `inserted`: each in the hour of its instant, as `Usage.ofSubmission` has it. */
export const submissions = (inserted: string): string =>
  UsageRows.upsertFrom(
    `(select org_id, environment_id, created_at - created_at % ${Instant.hour}, ${UsageRows.columns
      .map((column) => (column === "runs_submitted" ? "count(*)" : "0"))
      .join(", ")} from ${inserted} group by 1, 2, 3 order by 1, 2, 3)`,
    "submissions"
  )

const keyOf = ({ environmentId, hour, orgId }: Usage.Bump): string => `${orgId} ${environmentId} ${hour}`

/** Adds bumps up and writes the sums in the order of their keys, so that batches side by side do not deadlock. */
export const additions = (
  lane: keyof typeof upserts,
  bumps: ReadonlyArray<Usage.Bump | undefined>
): ReadonlyArray<PostgresSession.Statement> => {
  const sums = new Map<string, Usage.Bump>()
  for (const bump of bumps) {
    if (bump === undefined) continue
    const key = keyOf(bump)
    const before = sums.get(key)
    sums.set(
      key,
      before === undefined ? bump : { ...bump, adds: Usage.plus({ ...Usage.none, ...before.adds }, bump.adds) }
    )
  }
  if (sums.size === 0) return []
  const rows = [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, bump]) => UsageRows.values(bump))
  return [[upserts[lane], ...PostgresSession.columnsOf(rows, UsageRows.types)]]
}
