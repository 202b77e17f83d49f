/** Leases on rows of a queue: a row is free when it is due, and a claim makes it due again when its lease runs out. */
import type { Claim } from "@nexio/core"
import type { Database } from "better-sqlite3"

/** Holds claims for longer; gives those that are lost. */
export const prepareRenewal = (writer: Database, table: "runs" | "deliveries") => {
  const [queueing, unless] = table === "deliveries" ? [", queued = 0", "and not (ordered and queued)"] : ["", ""]
  const renew = writer.prepare(
    `update ${table} set due_at = ?${queueing}
     where org_id = ? and environment_id = ? and id = ? and lease_token = ? ${unless}`
  )
  return (claims: ReadonlyArray<Claim>, until: number): ReadonlyArray<Claim> =>
    claims.filter((claim) => renew.run(until, claim.orgId, claim.environmentId, claim.id, claim.token).changes === 0)
}
