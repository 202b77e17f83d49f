/** The audit log: every change of the org, chained so that what was altered afterwards is found. */
import { AuditEntry, Mac, SnakeCase } from "@nexio/core"
import { Schema, Struct } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { control, Requirement } from "./Access.ts"
import { listQueryBy, pageOf } from "./Listing.ts"
import { operation, tag } from "./Operation.ts"
import { refusals } from "./Refusal.ts"

/** An entry on the wire. */
export const AuditEntryJson = SnakeCase.snakeCased(
  // As it stands in the database, whatever somebody made of it: a verification says so, and the list shows it. So it
  // shows, too, what a server of a later version wrote there.
  Schema.Struct({
    ...Struct.omit(AuditEntry.AuditEntry.fields, ["orgId"]),
    action: Schema.String.annotate({
      description: `What was done: ${AuditEntry.Action.literals.map((action) => `\`${action}\``).join(", ")}`
    }),
    environmentId: Schema.optionalKey(Schema.String),
    mac: Schema.String
  })
).pipe(Schema.annotateEncoded({ identifier: "AuditEntry" }))

const Head = Schema.Struct({ number: Schema.Natural, mac: Schema.String }).annotate({
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

const mac = "5f2a9c1e.9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

const example = {
  number: 42,
  created_at: "2026-03-22T09:31:00.000Z",
  actor: "api_key:0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a03",
  action: "api_key.revoked",
  address: "192.0.2.7",
  target: "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a04",
  mac
}

const group = HttpApiGroup.make("auditLog").annotateMerge(
  tag("Audit log", "Every change of the org, each entry chained to the one before, so that what was altered is found.")
)

export const AuditLogApi = group.add(
  HttpApiEndpoint.get("list", "/audit-log", {
    query: listQueryBy(/^[1-9]\d{0,14}$/),
    success: pageOf("AuditEntryPage", AuditEntryJson),
    error: refusals("StorageUnavailable")
  })
    .annotateMerge(
      operation("listAuditLog", "List the audit log", {
        description: "Who changed what, when and from which address, newest first.",
        answer: { data: [example] }
      })
    )
    .annotate(Requirement, control("audit:read")),
  HttpApiEndpoint.get("verify", "/audit-log/verify", {
    query: {
      number: Schema.optionalKey(EntryNumber),
      mac: Schema.optionalKey(Mac)
    },
    success: VerificationJson,
    error: refusals("InvalidRequest", "OrgNotFound", "StorageUnavailable")
  })
    .annotateMerge(
      operation("verifyAuditLog", "Verify the audit log", {
        description:
          "Reckons the chain anew, and says whether every entry is as it was written. With the `number` and `mac` of a head that was kept elsewhere, a chain that was cut off since is found too.",
        answer: { verified: true, head: { number: 42, mac } }
      })
    )
    .annotate(Requirement, control("audit:read"))
)
