/** The entries of the audit log, appended in the transaction of what they tell of. */
import { AuditChain, AuditEntry, type Id, type Mac, Secrets } from "@nexio/core"
import { Array as Arr, Effect } from "effect"
import { SqlClient, type SqlError } from "effect/sql"
import * as Row from "./Row.ts"

export const entries = Row.codec(AuditEntry.AuditEntry)

/** An entry as it stands. What somebody wrote there that is no JSON is no entry of ours, and proven by nothing. */
export const decode = (row: Row.Row): AuditEntry.AuditEntry => {
  try {
    return entries.decode(row)
  } catch {
    return { ...entries.decode({ ...row, details: null }), details: { unreadable: String(row["details"]) } }
  }
}

/** The last entry of an org's chain, as the org's row has it; nothing where there is no such org. */
export const findHead = Effect.fnUntraced(function* (orgId: Id.OrgId) {
  const sql = yield* SqlClient.SqlClient
  const rows = yield* sql<{ readonly number: number; readonly mac: string }>`select audit_number as number,
    audit_mac as mac from orgs where id = ${orgId}`
  const head = rows[0]
  // What somebody wrote there instead is proven by nothing, and a verification says so.
  return head && { number: Number(head.number), mac: head.mac as Mac | "" }
})

/** Appends the entries of a change. The org's row is locked by then, so that entries follow one another. */
export type Append = (
  orgId: Id.OrgId,
  ...drafts: ReadonlyArray<AuditEntry.Draft | undefined>
) => Effect.Effect<void, SqlError.SqlError, SqlClient.SqlClient>

export const appending: Effect.Effect<Append, never, Secrets> = Effect.map(Secrets, (secrets) =>
  Effect.fnUntraced(function* (orgId, ...drafts) {
    const made = drafts.filter((draft) => draft !== undefined)
    if (made.length === 0) return
    const sql = yield* SqlClient.SqlClient
    let head: AuditChain.Head = (yield* findHead(orgId)) ?? AuditChain.none
    const rows = Arr.map(made, (draft) => {
      const entry = AuditChain.append(secrets, orgId, head, draft)
      head = entry
      return entries.encode(entry)
    })
    if (Arr.isReadonlyArrayNonEmpty(rows)) yield* sql`insert into audit_log ${sql.insert(rows)}`
    yield* sql`update orgs set audit_number = ${head.number}, audit_mac = ${head.mac} where id = ${orgId}`
  })
)
