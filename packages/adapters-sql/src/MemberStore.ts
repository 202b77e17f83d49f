import { type Id, Member, MemberStore, Page, SignInLink } from "@nexio/core"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import * as AuditRows from "./AuditRows.ts"
import * as OrgRows from "./OrgRows.ts"
import * as Remembered from "./Remembered.ts"
import * as Row from "./Row.ts"
import { Transaction } from "./Transaction.ts"

const members = Row.codec(Member.Member)
const links = Row.codec(SignInLink.SignInLink)

export const layer = Layer.effect(
  MemberStore,
  Effect.gen(function* () {
    const transaction = yield* Transaction
    const append = yield* AuditRows.appending

    const change: MemberStore["Service"]["change"] = (orgId, decide, remember) =>
      transaction.write(
        [orgId],
        Effect.gen(function* () {
          yield* Remembered.recall(remember)
          const sql = yield* SqlClient.SqlClient
          // Its members are locked with the org: one that is new has no row to lock.
          yield* OrgRows.findOrg(orgId, "for no key update")
          const rows = yield* sql<Row.Row>`select * from members where org_id = ${orgId} order by id`
          const decision = yield* Effect.fromResult(decide(rows.map(members.decode)))
          yield* write(decision)
          yield* append(orgId, ...decision.entries)
          yield* Remembered.remember(remember, decision)
          return decision
        })
      )

    return MemberStore.of({
      change,
      spend: (hash, at) =>
        transaction.write(
          [],
          Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            const rows = yield* sql.onDialectOrElse({
              pg: () => sql<Row.Row>`select * from spend_sign_in_link(${hash}, ${at})`,
              orElse: () => spendInFile(hash, at)
            })
            return rows[0] && members.decode(rows[0])
          })
        ),
      find: (orgId, id) =>
        transaction.read(
          [orgId],
          Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            const rows = yield* sql<Row.Row>`select * from members where org_id = ${orgId} and id = ${id}`
            return rows[0] === undefined ? yield* new Member.MemberNotFound() : members.decode(rows[0])
          })
        ),
      ofPerson: (email) =>
        transaction.read(
          [],
          Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            const rows = yield* sql.onDialectOrElse({
              pg: () => sql<Row.Row>`select * from members_of_person(${email})`,
              orElse: () => sql<Row.Row>`select * from members where email = ${email} order by id`
            })
            return rows.map(members.decode)
          })
        ),
      list: (orgId, { after, limit }) =>
        transaction.read(
          [orgId],
          Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            const rows = yield* sql<Row.Row>`select * from members where org_id = ${orgId}
              and ${after === undefined ? sql`1 = 1` : sql`id < ${after}`} order by id desc limit ${limit + 1}`
            return Page.of(rows.map(members.decode), limit)
          })
        )
    })
  })
)

/** Writes what was decided. Links that have expired go with the next one that is made in their org. */
const write = Effect.fnUntraced(function* ({ kind, link, member }: Member.Decision) {
  const sql = yield* SqlClient.SqlClient
  const { id, orgId } = member
  if (kind === "created") yield* sql`insert into members ${sql.insert(members.encode(member))}`
  if (kind === "updated") {
    const { issuer, permissions, subject } = members.encode(member)
    yield* sql`update members set ${sql.update({ issuer, permissions, subject })} where org_id = ${orgId} and id = ${id}`
  }
  if (kind === "removed") {
    yield* sql`delete from sign_in_links where org_id = ${orgId} and member_id = ${id}`
    yield* sql`delete from sessions where org_id = ${orgId} and member_id = ${id}`
    yield* sql`delete from members where org_id = ${orgId} and id = ${id}`
  }
  if (link === undefined) return
  yield* sql`delete from sign_in_links where org_id = ${orgId} and expires_at <= ${link.createdAt}`
  yield* sql`insert into sign_in_links ${sql.insert(links.encode(link))}`
})

const spendInFile = Effect.fnUntraced(function* (hash: SignInLink.SignInLink["hash"], at: number) {
  const sql = yield* SqlClient.SqlClient
  const spent = yield* sql<{ readonly org_id: Id.OrgId; readonly member_id: Id.MemberId }>`delete from sign_in_links
    where hash = ${hash} and expires_at > ${at} returning org_id, member_id`
  const link = spent[0]
  if (link === undefined) return []
  return yield* sql<Row.Row>`select * from members where org_id = ${link.org_id} and id = ${link.member_id}`
})
