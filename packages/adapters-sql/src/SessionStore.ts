import { Member, Session, SessionStore } from "@nexio/core"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import * as AuditRows from "./AuditRows.ts"
import * as OrgRows from "./OrgRows.ts"
import * as Row from "./Row.ts"
import { Transaction } from "./Transaction.ts"

const sessions = Row.codec(Session.Session)

export const layer = Layer.effect(
  SessionStore,
  Effect.gen(function* () {
    const transaction = yield* Transaction
    const append = yield* AuditRows.appending
    return SessionStore.of({
      begin: (session, entry) =>
        transaction.write(
          [session.orgId],
          Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            const { memberId, orgId, usedAt } = session
            // Held against its removal too, which locks the org as every change of members does.
            yield* OrgRows.findOrg(orgId, "for no key update")
            const found = yield* sql`select id from members where org_id = ${orgId} and id = ${memberId}`
            if (found.length === 0) return yield* new Member.MemberNotFound()
            yield* sql`delete from sessions where org_id = ${orgId}
              and (used_at <= ${usedAt - Session.idle} or created_at <= ${usedAt - Session.longest})`
            yield* sql`insert into sessions ${sql.insert(sessions.encode(session))}`
            yield* append(orgId, entry)
          }).pipe(Effect.catchTag("OrgNotFound", () => Effect.fail(new Member.MemberNotFound())))
        ),
      find: (hash) =>
        transaction.read(
          [],
          Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            const rows = yield* sql.onDialectOrElse({
              pg: () => sql<Row.Row>`select * from find_session(${hash})`,
              orElse: () => sql<Row.Row>`select * from sessions where hash = ${hash}`
            })
            return rows[0] && sessions.decode(rows[0])
          })
        ),
      use: ({ hash, orgId }, at) =>
        transaction.write(
          [orgId],
          SqlClient.SqlClient.use(
            (sql) => sql`update sessions set used_at = ${at} where org_id = ${orgId} and hash = ${hash}
              and used_at < ${at}`
          )
        ),
      end: ({ hash, orgId }, entry) =>
        transaction.write(
          [orgId],
          Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            yield* OrgRows.findOrg(orgId, "for no key update")
            const ended = yield* sql`delete from sessions where org_id = ${orgId} and hash = ${hash} returning hash`
            if (ended.length > 0) yield* append(orgId, entry)
            return ended.length > 0
          }).pipe(Effect.catchTag("OrgNotFound", () => Effect.succeed(false)))
        )
    })
  })
)
