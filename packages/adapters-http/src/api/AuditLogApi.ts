/** The audit log: every change of the org, chained so that what was altered afterwards is found. */
import { AuditEntry, Mac, SnakeCase } from "@nexio/core"
import { Schema, Struct } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { control, Requirement } from "./Access.ts"
import { listQueryBy, pageOf } from "./Listing.ts"
import { refusals } from "./Refusal.ts"

/** An entry on the wire. */
export const AuditEntryJson = SnakeCase.snakeCased(
  Schema.Struct(Struct.omit(AuditEntry.AuditEntry.fields, ["orgId"]))
).pipe(Schema.annotateEncoded({ identifier: "AuditEntry" }))

const Head = Schema.Struct({ number: Schema.Natural, mac: Mac }).annotate({
  description: "The last entry. Keep it elsewhere, and hand it in later: then a chain that was cut off is found too."
})

const EntryNumber = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 999_999_999_999_999 }))

/** What a verification found. */
export const VerificationJson = Schema.Struct({
  verified: Schema.Boolean,
  head: Schema.optionalKey(Head),
  broken: Schema.optionalKey(
    Schema.Struct({
      number: Schema.Natural.annotate({ description: "The first entry that is not as it was written, or not there" }),
      reason: Schema.Literals(["altered", "missing", "unlike_kept"])
    })
  )
}).annotate({ identifier: "AuditVerification" })

export const AuditLogApi = HttpApiGroup.make("auditLog").add(
  HttpApiEndpoint.get("list", "/audit-log", {
    query: listQueryBy(/^[1-9]\d{0,14}$/),
    success: pageOf("AuditEntryPage", AuditEntryJson),
    error: refusals("StorageUnavailable")
  }).annotate(Requirement, control("audit:read")),
  HttpApiEndpoint.get("verify", "/audit-log/verify", {
    query: {
      number: Schema.optionalKey(EntryNumber),
      mac: Schema.optionalKey(Mac)
    },
    success: VerificationJson,
    error: refusals("InvalidRequest", "OrgNotFound", "StorageUnavailable")
  }).annotate(Requirement, control("audit:read"))
)
